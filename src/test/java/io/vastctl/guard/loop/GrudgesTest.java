package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.blame.ServingFault;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Bounds;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunStart;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Dossier;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.provision.RunMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real files: what the guard holds against machines stands in the list that every command reads. */
class GrudgesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private BadHosts badHosts;
    private RunHistory history;
    private Grudges grudges;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), Clock.fixed(NOW, ZoneOffset.UTC));
        badHosts = new BadHosts(database);
        history = new RunHistory(database);
        grudges = new Grudges(new RunMemory(
                new Journal(database),
                history,
                badHosts,
                (origin, workload) -> {
                    throw new UnsupportedOperationException();
                },
                ranked -> ""));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** A rent that succeeded three hours ago. */
    private Journal.Intent rented(long machineId, Origin origin) {
        String run = "rent-" + machineId;
        Instant then = NOW.minus(Duration.ofHours(3));
        history.begin(new RunStart(
                run, "guard", "balanced", "tinyllama", "vllm/vllm-openai:v0.11.2", "tiny", origin, then, ""));
        history.attempt(new AttemptRow(
                run,
                1,
                5,
                machineId,
                machineId + 1000,
                "RTX 4090",
                OptionalLong.of(machineId + 7),
                0.3,
                then,
                then,
                AttemptRow.READY,
                Optional.empty(),
                List.of(),
                0.01,
                "kept",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
        return new Journal.Intent(
                "vastctl-x-" + machineId,
                run,
                1,
                5,
                machineId,
                machineId + 1000,
                new Prices(0.3, 0.01, 0, 0),
                origin,
                "market",
                OptionalLong.empty(),
                Purpose.GUARD,
                Bounds.NONE);
    }

    private static Failure failure(String signature) {
        return new Failure(FailureClass.INFRA_FATAL, signature, Phase.FIRST_TOKEN, "95 C, 1 C beyond");
    }

    @Test
    void aMachineThatFailedWhileItServedIsBarredWithTheEvidence() {
        Optional<String> said = grudges.hold(rented(22, Origin.REAL), failure(ServingFault.HOT), NOW);

        assertThat(said.orElseThrow()).isEqualTo("machine 22 is barred: serving-hot, until 2026-11-02T12:00:00Z");
        BadHost bar = badHosts.active(Origin.REAL, NOW).get(0);
        assertThat(bar.id()).isEqualTo(22);
        assertThat(bar.hostId()).isEqualTo(1022);
        assertThat(bar.evidence()).contains("95 C, 1 C beyond");
        assertThat(bar.runId()).contains("rent-22");
        assertThat(bar.strike()).isEqualTo(1);
        assertThat(badHosts.active(Origin.SIMULATED, NOW)).isEmpty();
        Dossier dossier = badHosts.dossier(Scope.MACHINE, 22);
        assertThat(dossier.toString()).contains("serving-hot");
    }

    @Test
    void howeverOftenItIsSaidItCountsOnce() {
        Journal.Intent rental = rented(22, Origin.SIMULATED);
        grudges.hold(rental, failure(ServingFault.STOPPED), NOW);
        grudges.hold(rental, failure(ServingFault.STOPPED), NOW.plusSeconds(90));

        BadHost bar = badHosts.active(Origin.SIMULATED, NOW).get(0);
        assertThat(bar.expiresAt()).contains(NOW.plus(Duration.ofDays(1)));
        assertThat(badHosts.list(true, NOW)).hasSize(1);
    }

    @Test
    void severalHostsThatStopAlikeWithOneImageAreNotToBlame() {
        grudges.hold(rented(22, Origin.REAL), failure(ServingFault.STOPPED), NOW);
        grudges.hold(rented(23, Origin.REAL), failure(ServingFault.STOPPED), NOW.plusSeconds(60));
        assertThat(badHosts.active(Origin.REAL, NOW)).hasSize(2);

        Optional<String> third =
                grudges.hold(rented(24, Origin.REAL), failure(ServingFault.STOPPED), NOW.plusSeconds(90));

        assertThat(third.orElseThrow())
                .isEqualTo("3 different hosts failed alike (serving-stopped) with the image vllm/vllm-openai:v0.11.2:"
                        + " the workload is to blame, and no host");
        assertThat(badHosts.active(Origin.REAL, NOW)).isEmpty();
    }

    @Test
    void heatAndBrokenCardsStayWithTheMachineHoweverManyShowThem() {
        for (long machine = 22; machine < 27; machine++)
            grudges.hold(rented(machine, Origin.REAL), failure(ServingFault.BROKEN_HARDWARE), NOW);

        assertThat(badHosts.active(Origin.REAL, NOW)).hasSize(5);
    }

    @Test
    void anExemptMachineIsNotBarred() {
        badHosts.whitelist(Scope.MACHINE, 22, "mine");

        assertThat(grudges.hold(rented(22, Origin.REAL), failure(ServingFault.HOT), NOW))
                .isEmpty();
        assertThat(badHosts.active(Origin.REAL, NOW)).isEmpty();
    }
}
