package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A market that is served elsewhere is worked on as the one behind {@code --simulate}. */
class ServedRunTest {

    /** As a {@link Shell}'s time begins. */
    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    private static final double FAST = 1_000_000;

    @TempDir
    Path home;

    private static SimulatedMarket serve(String scenario, long seed, AtomicInteger calls) {
        return SimulatedMarket.serve(
                new SimulatedMarket.Options(scenario, seed, FAST, Optional.empty(), 0, START),
                new SimulatedMarket.Service(
                        1, Clock.systemUTC(), Sleeper.REAL, (at, method, path, status) -> calls.incrementAndGet()));
    }

    private static SimulatedMarket serve(String scenario, long seed) {
        return serve(scenario, seed, new AtomicInteger());
    }

    private static Ran test(Shell shell, SimulatedMarket market, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "test", "--strictness", "balanced", "--api-url", market.apiUrl().toString()));
        args.addAll(List.of(more));
        return shell.run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"calm,1", "ordinary,3", "ordinary,5", "hostile,2", "hostile,5", "hostile,9", "hostile,14"})
    void theSameSeedIsTheSameRunAsWithSimulate(String scenario, long seed) throws Exception {
        Path eventsHere = home.resolve("here.ndjson");
        Path eventsThere = home.resolve("there.ndjson");
        Ran here = new Shell(home.resolve("here"))
                .simulate(
                        "--simulate=" + scenario,
                        "--seed",
                        String.valueOf(seed),
                        "-o",
                        "json",
                        "--events",
                        eventsHere.toString());

        Ran there;
        try (SimulatedMarket market = serve(scenario, seed)) {
            there = test(new Shell(home.resolve("there")), market, "-o", "json", "--events", eventsThere.toString());
        }

        assertThat(there.code()).isEqualTo(here.code());
        assertThat(stable(there)).isEqualTo(stable(here)).contains("\"simulated\" : true", "\"simulation\" : {");
        assertThat(events(eventsThere, there))
                .isEqualTo(events(eventsHere, here))
                .isNotEmpty();
        assertThat(neutral(there.err(), there)).isEqualTo(neutral(here.err(), here));
    }

    private static String runId(Ran ran) {
        return ran.json("run").path("runId").asText();
    }

    private static String stable(Ran ran) {
        return neutral(ran.json("run").toPrettyString(), ran);
    }

    /** Both clocks began at the same moment, so the times stay in. */
    private static String events(Path file, Ran ran) throws Exception {
        return neutral(Files.readString(file), ran);
    }

    /** Without what must differ: the random part of names, and ports, which other processes may hold. */
    private static String neutral(String text, Ran ran) {
        return text.replace(runId(ran), "RUN").replaceAll("127\\.0\\.0\\.1:\\d+", "LOOPBACK");
    }

    @Test
    void theRunIsRememberedAsASimulatedOne() {
        Shell shell = new Shell(home);
        try (SimulatedMarket market = serve("calm", 1)) {
            test(shell, market).exits(0).says("Market    simulated: 1 rented, 1 destroyed, 0 alive");
            shell.run("runs", "list").exits(0).says("simulated");
            JsonNode runs = shell.run("runs", "list", "-o", "json").exits(0).json("runs");
            assertThat(runs.path("runs").path(0).path("simulated").asBoolean()).isTrue();
        }
    }

    @Test
    void everyCommandThatUsesTheMarketFindsItByVariableAndNeedsNoKey() {
        try (SimulatedMarket market = serve("calm", 1)) {
            Shell shell = new Shell(home).with("VAST_URL", market.apiUrl().toString());

            JsonNode there = shell.run("offers", "--strictness", "balanced", "-o", "json")
                    .exits(0)
                    .json("offers");
            JsonNode here = new Shell(home.resolve("other"))
                    .run("offers", "--strictness", "balanced", "--simulate=calm", "-o", "json")
                    .exits(0)
                    .json("offers");
            assertThat(there).isEqualTo(here);
            shell.run("doctor")
                    .exits(0)
                    .says("simulated market, none needed", "$50.00 of credit", "the simulated market's own");
            shell.run("test", "--dry-run", "--strictness", "balanced").exits(0).says("Nothing was rented.");
            assertThat(market.truth().created()).isZero();
        }
    }

    @Test
    void aGivenKeyIsSentAsItIs() {
        try (SimulatedMarket market = serve("calm", 1)) {
            Shell shell = new Shell(home).with("VAST_API_KEY", "wrong");

            test(shell, market).exits(7);
            test(shell.with("VAST_API_KEY", "right"), market).exits(0);
        }
    }

    @Test
    void secondRunsGoOnWhereTheFirstOneLeftTheMarket() {
        try (SimulatedMarket market = serve("calm", 1)) {
            Shell shell = new Shell(home);
            test(shell, market).exits(0);
            JsonNode second = test(shell, market, "-o", "json").exits(0).json("run");

            assertThat(second.path("simulation").path("created").asInt()).isEqualTo(2);
            assertThat(second.path("simulation").path("alive").asInt(-1)).isZero();
        }
    }

    @Test
    void whatIsKeptLivesOnInTheMarketAndIsNamedWithTheRemedy() {
        try (SimulatedMarket market = serve("hostile", 2)) {
            Ran ran = test(new Shell(home), market, "--preserve", "-q", "-o", "json")
                    .exits(4);

            String last = ran.err().lines().reduce("", (before, line) -> line);
            assertThat(last).startsWith("vastctl: KEPT AS ASKED: instance ").contains("vastctl down ");
            assertThat(market.truth().alive()).hasSize(1);
        }
    }

    /** The doctor closes what the account does not show; a simulated account shows nothing of the real one. */
    @Test
    void aRealRentalIsNotClosedBecauseASimulatedMarketDoesNotShowIt() {
        Shell shell = new Shell(home);
        DeadRun.leavesOpen(shell, "real", journal -> {
            journal.created(DeadRun.LABEL, 77);
            journal.leaked(DeadRun.LABEL, "destroy answered 500");
        });
        shell.time.pass(Duration.ofDays(2));

        try (SimulatedMarket market = serve("calm", 1)) {
            shell.run("doctor", "--api-url", market.apiUrl().toString())
                    .exits(6)
                    .says("not proven gone");
        }
        shell.run("doctor", "--simulate").exits(6).says("not proven gone");
    }

    @Test
    void aMarketThatGoesAwayInTheMiddleIsAnApiThatIsDownAndTheRentalIsNamed() {
        AtomicInteger calls = new AtomicInteger();
        SimulatedMarket market = serve("calm", 1, calls);
        Thread killer = new Thread(() -> {
            while (market.truth().created() == 0) Thread.onSpinWait();
            market.close();
        });
        killer.start();

        Ran ran = test(new Shell(home), market, "-o", "json").exits(6);

        assertThat(ran.err().lines().reduce("", (before, line) -> line)).contains("MAY STILL BE RUNNING");
        assertThat(ran.json("run").has("simulation")).isFalse();
        assertThat(calls).hasPositiveValue();
    }

    @Test
    void optionsOfTheBuiltInMarketAreRefused() {
        try (SimulatedMarket market = serve("calm", 1)) {
            new Shell(home)
                    .run("test", "--api-url", market.apiUrl().toString(), "--seed", "2")
                    .refuses(2, "--seed", "add --simulate");
        }
    }
}
