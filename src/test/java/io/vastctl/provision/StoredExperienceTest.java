package io.vastctl.provision;

import static io.vastctl.offer.OfferBuilder.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunStart;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.offer.Offer;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.Ranking;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.WorkloadVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From recorded attempts to the order of the offers, on a real database. */
final class StoredExperienceTest {

    private static final WorkloadVersion TINYLLAMA =
            RunRig.workload(Optional.empty()).version();
    private static final Offer TRIED =
            offer(1).machine(1001).host(7).price(0.20).build();
    private static final Offer ITS_SIBLING =
            offer(2).machine(1002).host(7).price(0.21).build();
    private static final Offer ANOTHER =
            offer(3).machine(1003).host(8).price(0.22).build();

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private RunHistory history;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), time);
        history = new RunHistory(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theMachineThatDisappointedLastNightIsNotTheFirstChoiceTonight() {
        assertThat(order(TINYLLAMA)).containsExactly(1L, 2L, 3L);

        failed(TINYLLAMA, FailureClass.STALLED, "no-progress", Phase.ENGINE_WARMUP);

        Ranked ranked = rank(TINYLLAMA);
        assertThat(order(TINYLLAMA)).containsExactly(2L, 3L, 1L);
        assertThat(ranked.excluded()).isEmpty();
        assertThat(ranked.eligible())
                .extracting(eligible -> eligible.cost().probabilityBasis())
                .containsExactly("no history", "no history", "machine disappointed");
    }

    @Test
    void itRemainsTheFirstChoiceForAnotherWorkload() {
        failed(
                new WorkloadVersion("qwen-vl", TINYLLAMA.image(), TINYLLAMA.model()),
                FailureClass.WORKLOAD_INCOMPATIBLE,
                "cuda-out-of-memory",
                Phase.MODEL_LOAD);

        assertThat(order(TINYLLAMA)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void itRemainsTheFirstChoiceForTheSameWorkloadWithAnotherImage() {
        failed(
                new WorkloadVersion(TINYLLAMA.name(), "vllm/vllm-openai:v0.6.0", TINYLLAMA.model()),
                FailureClass.WORKLOAD_INCOMPATIBLE,
                "no-kernel-image",
                Phase.MODEL_LOAD);

        assertThat(order(TINYLLAMA)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aWrongModelIsNoReasonToGoElsewhere() {
        failed(TINYLLAMA, FailureClass.WORKLOAD_FATAL, "hf-404", Phase.MODEL_DOWNLOAD);

        assertThat(order(TINYLLAMA)).containsExactly(1L, 2L, 3L);
    }

    private List<Long> order(WorkloadVersion workload) {
        return rank(workload).eligible().stream()
                .map(eligible -> eligible.offer().offerId())
                .toList();
    }

    private Ranked rank(WorkloadVersion workload) {
        StoredExperience experience = new StoredExperience(new HostMemory(database), new BadHosts(database), time);
        Demand demand =
                new Demand(RunRig.workload(Optional.empty()), StrictnessPolicy.BALANCED, OfferFilter.defaults());
        return Ranking.rank(
                List.of(TRIED, ITS_SIBLING, ANOTHER),
                demand,
                experience.experience(Origin.REAL, workload),
                time.instant());
    }

    private void failed(WorkloadVersion workload, FailureClass failureClass, String signature, Phase phase) {
        history.begin(new RunStart(
                "run-1",
                "test",
                "balanced",
                workload.name(),
                workload.image(),
                workload.model(),
                Origin.REAL,
                time.instant(),
                "{}"));
        history.attempt(new AttemptRow(
                "run-1",
                1,
                1,
                TRIED.machineId(),
                TRIED.hostId(),
                TRIED.gpuName(),
                OptionalLong.of(500),
                0.20,
                time.instant(),
                time.instant().plus(Duration.ofMinutes(20)),
                AttemptResult.FAILED,
                Optional.of(new Failure(failureClass, signature, phase, "evidence")),
                List.of(),
                0.07,
                "destroyed",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
    }
}
