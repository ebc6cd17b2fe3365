package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.memory.Database;
import io.vastctl.memory.GuardLeases;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard's commands against a served market, over sockets. */
class GuardLoopCommandsTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
    private static final String PLAN = """
            endpoints:
              - name: chat
                workload: tinyllama
                strictness: balanced
                max-dollars-per-hour: 0.60
            budget:
              per-hour: 1
              per-day: 10
              per-month: 100
              balance-floor: 1
            """;

    @TempDir
    Path home;

    private Optional<SimulatedMarket> serving = Optional.empty();
    private Shell shell = new Shell(Path.of("unset"));
    private String plan = "";

    @BeforeEach
    void serve() {
        SimulatedMarket market = SimulatedMarket.serve(
                new SimulatedMarket.Options("calm", 1, 1_000_000, Optional.empty(), 0, START),
                new SimulatedMarket.Service(1, Clock.systemUTC(), Sleeper.REAL, (at, method, path, status) -> {}));
        serving = Optional.of(market);
        shell = new Shell(home.resolve("operator"))
                .with("VAST_URL", market.apiUrl().toString());
        plan = shell.write(home.resolve("guard.yaml"), PLAN).toString();
    }

    @AfterEach
    void close() {
        serving.ifPresent(SimulatedMarket::close);
    }

    private int alive() {
        return serving.orElseThrow().truth().alive().size();
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() {
        Ran ran = shell.run("guard", "once", plan, "--dry-run").exits(0);

        assertThat(ran.err()).contains("would rent for chat", "BELOW_COUNT");
        assertThat(alive()).isZero();
        JsonNode status =
                shell.run("guard", "status", plan, "-o", "json").exits(0).json("guard-status");
        assertThat(status.path("running").asBoolean(true)).isFalse();
    }

    @Test
    void onceRentsWhatIsWantingAndWhatItDecidedCanBeReadAndReplayed() {
        shell.run("guard", "once", plan).exits(0);

        assertThat(alive()).isEqualTo(1);
        JsonNode decisions =
                shell.run("guard", "decisions", plan, "-o", "json").exits(0).json("guard-decisions");
        assertThat(Ran.items(decisions.path("decisions")))
                .extracting(row -> row.path("action").asText())
                .containsExactly("Rent");
        JsonNode replay =
                shell.run("guard", "replay", plan, "-o", "json").exits(0).json("guard-replay");
        assertThat(replay.path("looks").asInt()).isEqualTo(1);
        assertThat(replay.path("differing").asInt()).isZero();

        shell.run("guard", "once", plan).exits(0);
        assertThat(alive()).isEqualTo(1);
        shell.run("guard", "status", plan).exits(0).says("chat: 1 of 1 answer");
        JsonNode status =
                shell.run("guard", "status", plan, "-o", "json").exits(0).json("guard-status");
        assertThat(Ran.items(status.path("rentals"))).hasSize(1);

        shell.run("guard", "stop", plan, "--destroy").exits(0);
        assertThat(alive()).isZero();
    }

    @Test
    void aSecondGuardOfTheSamePlanDoesNotStartAndNamesTheFirst() {
        shell.run("guard", "once", plan, "--dry-run").exits(0);
        try (Database database = Database.open(
                shell.database(), Clock.fixed(serving.orElseThrow().truth().clock(), java.time.ZoneOffset.UTC))) {
            new GuardLeases(database).take(real(plan), "another", "process 4711 elsewhere", 4711, Duration.ofDays(1));
        }

        Ran second = shell.run("guard", "once", plan).exits(75);

        assertThat(second.err()).contains("another guard keeps this plan: process 4711 elsewhere");
        assertThat(alive()).isZero();
        shell.run("guard", "stop", plan).exits(0).says("is told to end");
    }

    @Test
    void aDrainedEndpointIsNotRentedUntilTheOrderIsLifted() {
        shell.run("guard", "drain", plan, "--endpoint", "chat").exits(0).says("kept empty");
        shell.run("guard", "once", plan).exits(0);
        assertThat(alive()).isZero();

        shell.run("guard", "drain", plan, "--endpoint", "chat", "--undo").exits(0);
        assertThat(shell.run("guard", "once", plan, "--dry-run").exits(0).err()).contains("would rent for chat");
        shell.run("guard", "drain", plan, "--endpoint", "chta").refuses(2, "did you mean", "chat");
    }

    private static String real(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
