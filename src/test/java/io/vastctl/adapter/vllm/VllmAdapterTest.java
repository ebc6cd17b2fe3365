package io.vastctl.adapter.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Assessment.Ready;
import io.vastctl.readiness.Assessment.WarmingUp;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VllmAdapterTest {

    private static final String LOADING =
            "INFO 06-18 07:15:41 [gpu_model_runner.py:1595] Starting to load model x...\n";
    private static final String ENGINE_GONE = "ERROR 06-18 07:16:00 [core.py:718] EngineCore failed to start.\n";
    private static final String CUDA_OOM = "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.45 GiB.\n";

    private final VllmAdapter adapter = new VllmAdapter();

    @Test
    void isReadyOnlyWhenHealthyAndTheModelIsListed() {
        Reports up = Reports.alive(LOADING);

        assertThat(look(up.healthy(Reports.models("acme/model")))).isEqualTo(new Ready());
        assertThat(look(up.with(VllmProbes.MODELS, Reports.models("acme/model"))))
                .isInstanceOf(WarmingUp.class);
        assertThat(look(up.healthy("{\"error\":\"Unauthorized\"}"))).isInstanceOf(WarmingUp.class);
        assertThat(look(up.healthy(""))).isInstanceOf(WarmingUp.class);
        assertThat(look(up.healthy("{\"data\":[]}"))).isInstanceOf(WarmingUp.class);
    }

    @Test
    void anotherModelThanOursIsOurOwnMistake() {
        assertThat(look(Reports.alive(LOADING).healthy(Reports.models("other/model"))))
                .isEqualTo(new Failed(
                        FailureClass.WORKLOAD_FATAL, "wrong-model-served", "expected acme/model, listed: other/model"));
    }

    @Test
    void aServedNameReplacesTheModelsName() {
        for (List<String> arguments : List.of(
                List.of("--served-model-name", "short", "long"),
                List.of("--served-model-name=short"),
                List.of("--dtype", "half", "--served_model_name", "short"))) {
            Workload workload = Reports.workload("acme/model", arguments);
            ProbeReport report =
                    Reports.alive("").healthy(Reports.models("short")).reportAbout(workload);

            assertThat(adapter.assess(report, Optional.empty())).isEqualTo(new Ready());
        }
    }

    @Test
    void aReportThatCannotBeTrustedChangesNothing() {
        ProbeReport blind = new ProbeReport(Instant.EPOCH, Map.of(Probe.ECHO, new ProbeResult(1, "", "no shell")));
        ProbeReport before = Reports.alive(LOADING).report();

        assertThat(adapter.assess(blind, Optional.of(before))).isInstanceOfSatisfying(WarmingUp.class, warming -> {
            assertThat(warming.stage()).isEqualTo("download");
            assertThat(warming.advanced()).isFalse();
        });
        assertThat(adapter.assess(blind, Optional.empty())).isInstanceOf(WarmingUp.class);
    }

    @Test
    void aPortThatAnswersForADeadServerIsNotOurs() {
        Reports foreign =
                Reports.exited("ERROR:    [Errno 98] address already in use").healthy(Reports.models("acme/model"));

        assertThat(look(foreign))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.signature()).isEqualTo("port"));
    }

    @Test
    void aLivingServerFailsOnlyWhenItsEngineIsGoneAtTwoLooks() {
        Reports trouble = Reports.alive(LOADING + CUDA_OOM);
        Reports gone = Reports.alive(LOADING + CUDA_OOM + ENGINE_GONE);

        assertThat(look(trouble, trouble)).isInstanceOf(WarmingUp.class);
        assertThat(look(gone)).isInstanceOf(WarmingUp.class);
        assertThat(look(gone, trouble)).isInstanceOf(WarmingUp.class);
        assertThat(look(gone, gone))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.signature()).isEqualTo("oom"));
    }

    @Test
    void aServerThatWasThereAndVanishedIsDead() {
        Reports absent = Reports.alive(LOADING + CUDA_OOM).with(VllmProbes.PROCESS, "absent");
        Reports notYet = Reports.trusted().with(VllmProbes.PROCESS, "absent");
        Reports startedAnew = Reports.alive("vastctl: start 1750000000\n").with(VllmProbes.PROCESS, "absent");
        Reports alive = Reports.alive(LOADING);

        assertThat(look(absent, alive)).isInstanceOf(Failed.class);
        assertThat(look(absent)).isInstanceOf(Failed.class);
        assertThat(look(notYet)).isInstanceOf(WarmingUp.class);
        assertThat(look(startedAnew, alive)).isInstanceOf(WarmingUp.class);
    }

    @Test
    void aProcessProbeThatFailedSaysNothing() {
        Reports hung = Reports.alive(LOADING).result(VllmProbes.PROCESS, new ProbeResult(124, "", ""));

        assertThat(look(hung, Reports.alive(LOADING))).isInstanceOf(WarmingUp.class);
        assertThat(look(Reports.alive(LOADING).with(VllmProbes.PROCESS, "absent"), hung))
                .isInstanceOf(WarmingUp.class);
    }

    @Test
    void aDeathWithoutACauseBlamesNobodyAndShowsTheMostTellingLines() {
        assertThat(look(Reports.exited(LOADING + "KeyError: 'model.layers.0'\nbye\n")))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.failureClass()).isEqualTo(FailureClass.UNKNOWN);
                    assertThat(failed.signature()).isEqualTo("unclassified-exit");
                    assertThat(failed.evidence()).contains("KeyError: 'model.layers.0'");
                });
        assertThat(look(Reports.exited("")))
                .isEqualTo(new Failed(FailureClass.UNKNOWN, "unclassified-exit", "no log; exited 1"));
    }

    @Test
    void whatTheHostSaysBeatsWhatTheLogSays() {
        Reports lost = Reports.exited(CUDA_OOM)
                .with(VllmProbes.AUTOPSY, "Unable to determine the device handle for GPU0: GPU is lost.");

        assertThat(failed(lost).failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
    }

    @Test
    void aFullDiskBlamesTheMachineOnlyIfItIsSmallerThanRented() {
        Reports full = Reports.exited("OSError: [Errno 28] No space left on device");

        assertThat(failed(full.with(VllmProbes.AUTOPSY, df(40_000_000L))).failureClass())
                .isEqualTo(FailureClass.WORKLOAD_FATAL);
        assertThat(failed(full.with(VllmProbes.AUTOPSY, df(20_000_000L)))).satisfies(failed -> {
            assertThat(failed.failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
            assertThat(failed.signature()).isEqualTo("disk-short");
        });
    }

    @Test
    void anOutOfMemoryKillWithoutAWordInTheLogIsFoundInTheAccounting() {
        Reports killed = Reports.exited(LOADING)
                .with(
                        VllmProbes.AUTOPSY,
                        "/sys/fs/cgroup/memory.events:oom 2\n/sys/fs/cgroup/memory.events:oom_kill 1\n");

        assertThat(failed(killed).signature()).isEqualTo("sigkill");
    }

    @Test
    void anEarlierWarningDoesNotOutweighTheErrorThatEndedIt() {
        Reports dead = Reports.exited(
                "WARNING 06-18 07:15:39 [utils.py:1] Read timed out, using the cached file\n" + LOADING + CUDA_OOM);

        assertThat(failed(dead).signature()).isEqualTo("oom");
    }

    @Test
    void peersThatLoseTheirConnectionToADeadRankDoNotBlameTheNetwork() {
        Reports dead = Reports.exited(LOADING + CUDA_OOM
                + "[rank1]:[W1109 04:44:45 TCPStore.cpp:125] [c10d] recvValue failed: Connection reset by peer\n");

        assertThat(failed(dead).signature()).isEqualTo("oom");
    }

    @Test
    void progressIsALaterStageMoreStepsOrAGrownCacheButNotALongerLog() {
        Reports download = Reports.alive(LOADING).with(VllmProbes.CACHE, "1000000000\t/root/.cache/huggingface");
        Reports chatter = Reports.alive(LOADING + "INFO 06-18 07:15:42 [x.py:1] still here\n".repeat(50))
                .with(VllmProbes.CACHE, "1000500000\t/root/.cache/huggingface");
        Reports grown = Reports.alive(LOADING).with(VllmProbes.CACHE, "1200000000\t/root/.cache/huggingface");
        Reports shards = Reports.alive(LOADING + shard(1, 4));

        assertThat(warming(chatter, download).advanced()).isFalse();
        assertThat(warming(grown, download).advanced()).isTrue();
        assertThat(warming(grown, download).progress()).isEqualTo(OptionalDouble.of(0.6));
        assertThat(warming(grown, download).detail()).isEqualTo("download: 1.2 of 2.0 GB in the cache");
        assertThat(warming(shards, grown).advanced()).isTrue();
        assertThat(warming(Reports.alive(LOADING + shard(1, 4) + shard(1, 4)), shards)
                        .advanced())
                .isFalse();
        assertThat(warming(Reports.alive(LOADING + shard(1, 4) + shard(3, 4)), shards))
                .satisfies(more -> {
                    assertThat(more.advanced()).isTrue();
                    assertThat(more.phase()).isEqualTo(Phase.MODEL_LOAD);
                    assertThat(more.progress()).isEqualTo(OptionalDouble.of(0.75));
                });
        assertThat(warming(grown, Reports.alive(LOADING)).advanced())
                .as("a cache that could not be measured before")
                .isFalse();
    }

    @Test
    void withoutALookToCompareWithNothingHasAdvanced() {
        assertThat(((WarmingUp) look(Reports.alive(LOADING))).advanced()).isFalse();
    }

    @Test
    void keepsTheLimitsOfTheDesignAndAsksThePortOfTheWorkload() {
        List<Probe> probes = adapter.probes(Reports.workload("acme/model", List.of()));

        assertThat(adapter.startupWindow()).isEqualTo(Duration.ofMinutes(15));
        assertThat(adapter.stallLimit()).isEqualTo(Duration.ofMinutes(5));
        assertThat(probes)
                .extracting(Probe::name)
                .containsExactly("process", "health", "models", "log", "cache", "autopsy");
        assertThat(probes).allMatch(probe -> probe.limit().compareTo(Duration.ofSeconds(10)) <= 0);
        assertThat(probes.get(1).command()).endsWith("http://127.0.0.1:8000/health");
    }

    private static String shard(int done, int all) {
        return "(Worker_TP0 pid=7) Loading safetensors checkpoint shards:  " + (100 * done / all) + "% Completed | "
                + done + "/" + all + " [00:02<00:01,  1.10s/it]\n";
    }

    private static String df(long kilobytes) {
        return "Filesystem     1024-blocks    Used Available Capacity Mounted on\noverlay         " + kilobytes
                + " 9990000        10     100% /\n";
    }

    private Assessment look(Reports now) {
        return adapter.assess(now.report(), Optional.empty());
    }

    private Assessment look(Reports now, Reports before) {
        return adapter.assess(now.report(), Optional.of(before.report()));
    }

    private WarmingUp warming(Reports now, Reports before) {
        return (WarmingUp) look(now, before);
    }

    private Failed failed(Reports now) {
        return (Failed) look(now);
    }
}
