package io.vastctl.memory.hosts;

import static io.vastctl.memory.Rentals.START;
import static io.vastctl.memory.Rentals.attempt;
import static io.vastctl.memory.Rentals.failed;
import static io.vastctl.memory.Rentals.failure;
import static io.vastctl.memory.Rentals.ready;
import static io.vastctl.memory.Rentals.run;
import static io.vastctl.memory.Rentals.took;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunSummary;
import io.vastctl.memory.TestEngine;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.WorkloadVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class HostMemoryTest {

    @Parameter
    TestEngine engine;

    /** As the runs of {@link Rentals} say. */
    private static final WorkloadVersion TINYLLAMA =
            new WorkloadVersion("tinyllama", "vllm/vllm-openai:v0.10.2", "TinyLlama/TinyLlama-1.1B-Chat-v1.0");

    private static final Instant NOW = START.plus(Duration.ofDays(1));

    @TempDir
    Path folder;

    private Database database;
    private RunHistory history;
    private HostMemory memory;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), new FakeTime());
        history = new RunHistory(database);
        memory = new HostMemory(database);
        history.begin(run("run-1", Origin.REAL, START));
        history.begin(run("sim-1", Origin.SIMULATED, START));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingRecordedMeansNothingKnown() {
        assertThat(memory.snapshot(Origin.REAL, NOW)).isEqualTo(MarketMemory.empty(Origin.REAL, NOW));
        assertThat(memory.snapshot(Origin.REAL, NOW).machine(22)).isEqualTo(Tally.NONE);
    }

    @Test
    void successesAndInfrastructureFailuresCountForMachineHostAndMarket() {
        history.attempt(ready("run-1", 1, 22, 33));
        history.attempt(failed("run-1", 2, 22, 33, failure(FailureClass.INFRA_FATAL, Phase.SSH)));
        history.attempt(ready("run-1", 3, 23, 33));

        MarketMemory known = memory.snapshot(Origin.REAL, NOW);

        assertThat(known.machine(22)).isEqualTo(new Tally(1, 1, Optional.of(minute(1)), Optional.of(minute(2))));
        assertThat(known.host(33)).isEqualTo(new Tally(2, 1, Optional.of(minute(3)), Optional.of(minute(2))));
        assertThat(known.market()).isEqualTo(known.host(33));
    }

    @Test
    void troubleOfOursCountsForNobody() {
        history.attempt(failed("run-1", 1, 22, 33, failure(FailureClass.WORKLOAD_FATAL, Phase.MODEL_LOAD)));
        history.attempt(failed("run-1", 2, 22, 33, failure(FailureClass.WORKLOAD_INCOMPATIBLE, Phase.GPU_CHECK)));
        history.attempt(failed("run-1", 3, 22, 33, failure(FailureClass.STALLED, Phase.MODEL_LOAD)));
        history.attempt(
                attempt("run-1", 4, 22, 33, "limit", Optional.of(failure(FailureClass.LIMIT, Phase.IMAGE_PULL))));
        history.attempt(
                attempt("run-1", 5, 22, 33, "offer_gone", Optional.of(failure(FailureClass.OFFER_GONE, Phase.CREATE))));
        history.attempt(attempt("run-1", 6, 22, 33, "interrupted", Optional.empty()));

        MarketMemory known = memory.snapshot(Origin.REAL, NOW);

        assertThat(known.machines()).isEmpty();
        assertThat(known.market()).isEqualTo(Tally.NONE);
    }

    @Test
    void aWorkloadThatDidNotComeUpDisappointsOnThatMachineOnly() {
        history.attempt(failed("run-1", 1, 22, 33, failure(FailureClass.WORKLOAD_INCOMPATIBLE, Phase.MODEL_LOAD)));
        history.attempt(failed("run-1", 2, 22, 33, failure(FailureClass.STALLED, Phase.MODEL_DOWNLOAD)));
        history.attempt(failed("run-1", 3, 23, 33, unknown("unclassified-exit")));
        history.attempt(failed("sim-1", 4, 24, 33, unknown("unclassified-exit")));

        assertThat(memory.disappointments(Origin.REAL, TINYLLAMA)).isEqualTo(Map.of(22L, 2, 23L, 1));
        assertThat(memory.disappointments(Origin.REAL, otherName())).isEmpty();
        assertThat(memory.disappointments(Origin.REAL, otherImage())).isEmpty();
        assertThat(memory.disappointments(Origin.REAL, otherModel())).isEmpty();
        assertThat(memory.snapshot(Origin.REAL, NOW).market()).isEqualTo(Tally.NONE);
    }

    @Test
    void whatWouldHaveFailedAnywhereOrIsBlamedAlreadyDisappointsNobody() {
        history.attempt(failed("run-1", 1, 22, 33, failure(FailureClass.INFRA_FATAL, Phase.SSH)));
        history.attempt(failed("run-1", 2, 22, 33, failure(FailureClass.STALLED, Phase.IMAGE_PULL)));
        history.attempt(failed("run-1", 3, 22, 33, failure(FailureClass.WORKLOAD_FATAL, Phase.MODEL_LOAD)));
        history.attempt(failed("run-1", 4, 22, 33, failure(FailureClass.ACCOUNT, Phase.CREATE)));
        history.attempt(failed("run-1", 5, 22, 33, failure(FailureClass.LIMIT, Phase.MODEL_LOAD)));
        history.attempt(
                attempt("run-1", 6, 22, 33, "offer_gone", Optional.of(failure(FailureClass.OFFER_GONE, Phase.CREATE))));
        history.attempt(attempt(
                "run-1", 7, 22, 33, "interrupted", Optional.of(failure(FailureClass.UNKNOWN, Phase.MODEL_LOAD))));
        history.attempt(ready("run-1", 8, 22, 33));

        assertThat(memory.disappointments(Origin.REAL, TINYLLAMA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "internal-error",
                "marketplace-silent",
                "journal-failed",
                "create-unclear",
                "create-busy",
                "stopped-from-outside",
                "instance-vanished",
                "taken-over",
                "ssh-key-refused",
                "ssh-host-key-changed",
                "hf-server-error",
                "ssh-timeout",
                "of-a-plug-in"
            })
    void troubleOfOursOfTheMarketplaceOrOfSomebodyElseDisappointsNobody(String signature) {
        history.attempt(failed("run-1", 1, 22, 33, unknown(signature)));

        assertThat(memory.disappointments(Origin.REAL, TINYLLAMA)).isEmpty();
    }

    @Test
    void whatIsWithdrawnNeitherCountsNorDisappoints() {
        for (int i = 1; i <= 3; i++)
            history.attempt(failed(
                    "run-1",
                    i,
                    20 + i,
                    30 + i,
                    new Failure(FailureClass.INFRA_FATAL, "oci-other", Phase.CONTAINER_START, "evidence")));

        assertThat(memory.snapshot(Origin.REAL, NOW).market()).isEqualTo(Tally.NONE);
        assertThat(memory.disappointments(Origin.REAL, TINYLLAMA)).isEmpty();
    }

    @Test
    void aStallBeforeTheWorkloadCountsAgainstTheMachine() {
        history.attempt(failed("run-1", 1, 22, 33, failure(FailureClass.STALLED, Phase.IMAGE_PULL)));

        assertThat(memory.snapshot(Origin.REAL, NOW).machine(22).infraFailures())
                .isEqualTo(1);
    }

    @Test
    void simulatedRunsCountOnlyInSimulatedRuns() {
        history.attempt(ready("sim-1", 1, 22, 33, took(Phase.SSH, 10)));

        assertThat(memory.snapshot(Origin.REAL, NOW)).isEqualTo(MarketMemory.empty(Origin.REAL, NOW));
        assertThat(memory.snapshot(Origin.SIMULATED, NOW).machine(22).successes())
                .isEqualTo(1);
    }

    @Test
    void theMedianPhaseIsThatOfSuccessfulAttempts() {
        history.attempt(ready("run-1", 1, 22, 33, took(Phase.IMAGE_PULL, 10)));
        history.attempt(ready("run-1", 2, 22, 33, took(Phase.IMAGE_PULL, 500)));
        history.attempt(ready("run-1", 3, 22, 33, took(Phase.IMAGE_PULL, 30), took(Phase.IMAGE_PULL, 10)));
        history.attempt(ready("run-1", 4, 22, 33, took(Phase.IMAGE_PULL, 60), took(Phase.SSH, 7)));
        history.attempt(attempt("run-1", 5, 22, 33, "failed", Optional.empty(), took(Phase.IMAGE_PULL, 9999)));

        assertThat(memory.typicalPhases(Origin.REAL, TINYLLAMA))
                .isEqualTo(Map.of(Phase.IMAGE_PULL, Duration.ofSeconds(50), Phase.SSH, Duration.ofSeconds(7)));
        assertThat(memory.typicalPhases(Origin.REAL, otherName())).isEmpty();
        assertThat(memory.typicalPhases(Origin.REAL, otherImage())).isEmpty();
        assertThat(memory.typicalPhases(Origin.REAL, otherModel())).isEmpty();
    }

    @Test
    void whatWasMeasuredIsAveragedPerMachine() {
        history.attempt(ready("run-1", 1, 22, 33));
        history.attempt(ready("run-1", 3, 22, 33));
        history.attempt(failed("run-1", 5, 23, 33, failure(FailureClass.INFRA_FATAL, Phase.GPU_CHECK)));

        MarketMemory known = memory.snapshot(Origin.REAL, NOW);

        assertThat(known.measured(22))
                .isEqualTo(new Measured(OptionalDouble.of(200), OptionalDouble.of(0.4), OptionalDouble.of(82)));
        assertThat(known.measured(23).downloadMbps()).isEqualTo(OptionalDouble.of(500));
        assertThat(known.measured(23).tokensPerSecond()).isEmpty();
        assertThat(known.measured(99)).isEqualTo(Measured.NOTHING);
    }

    @Test
    void anUnknownHostHasNoTally() {
        history.attempt(ready("run-1", 1, 22, 0));

        assertThat(memory.snapshot(Origin.REAL, NOW).hosts()).isEmpty();
    }

    @Test
    void whatAVanishedOfferHadCostIsSpentThoughItIsNoAttempt() {
        history.attempt(ready("run-1", 1, 22, 33));
        history.attempt(attempt("run-1", 2, 22, 33, "offer_gone", Optional.empty()));

        MachineSummary machine = memory.list(Origin.REAL).get(0);

        assertThat(machine.costDollars()).isEqualTo(0.04);
        assertThat(machine.wastedDollars()).isEqualTo(0.02);
        assertThat(machine.attempts()).isEqualTo(1);
        assertThat(machine.tally().attempts()).isEqualTo(1);
        assertThat(history.list(RunFilter.newest(10)))
                .filteredOn(run -> run.runId().equals("run-1"))
                .extracting(RunSummary::costDollars, RunSummary::attempts)
                .containsExactly(tuple(0.04, 1));
    }

    @Test
    void listsAndShowsEveryMachineThatWasTried() {
        history.attempt(ready("run-1", 1, 22, 33));
        history.attempt(attempt("run-1", 2, 24, 35, "limit", Optional.empty()));
        history.attempt(failed("run-1", 3, 22, 33, failure(FailureClass.INFRA_FATAL, Phase.SSH)));
        history.attempt(ready("sim-1", 4, 25, 36));

        assertThat(memory.list(Origin.REAL))
                .extracting(MachineSummary::machineId, MachineSummary::attempts, MachineSummary::lastSeen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(22L, 2, minute(3)),
                        org.assertj.core.groups.Tuple.tuple(24L, 1, minute(2)));
        assertThat(memory.show(22).orElseThrow().attempts())
                .extracting(AttemptRow::number)
                .containsExactly(3, 1);
        assertThat(memory.show(25).orElseThrow().summary().origin()).isEqualTo(Origin.SIMULATED);
        assertThat(memory.show(99)).isEmpty();
    }

    private static Instant minute(int number) {
        return START.plus(Duration.ofMinutes(number));
    }

    private static Failure unknown(String signature) {
        return new Failure(FailureClass.UNKNOWN, signature, Phase.API_UP, "evidence");
    }

    private static WorkloadVersion otherName() {
        return new WorkloadVersion("qwen-vl", TINYLLAMA.image(), TINYLLAMA.model());
    }

    private static WorkloadVersion otherImage() {
        return new WorkloadVersion(TINYLLAMA.name(), "vllm/vllm-openai:v0.6.0", TINYLLAMA.model());
    }

    private static WorkloadVersion otherModel() {
        return new WorkloadVersion(TINYLLAMA.name(), TINYLLAMA.image(), "org/other");
    }
}
