package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plug-in that misbehaves in the middle of a run: nothing hangs, nothing is left behind, nobody is blamed. */
@Timeout(60)
class PluginFaultsTest {

    @TempDir
    Path folder;

    private RunResult run(String members) {
        try (RunRig bench = new RunRig(folder)) {
            bench.adapters = AdapterCatalog.load(
                    getClass().getClassLoader(),
                    List.of(PluginSource.jar(folder, "scripted", members)),
                    Duration.ofMillis(300));
            assertThat(bench.adapters.problems()).isEmpty();
            RunResult result = bench.run();
            assertThat(bench.vast.list()).isEmpty();
            assertThat(bench.badHosts.list(true, bench.time.instant())).isEmpty();
            return result;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hang(); return null;",
                "throw new IllegalStateException(\"broken\");",
                "throw new NoClassDefFoundError(\"x/Y\");",
                "return assess(now, before);",
                "return null;",
                "Thread.currentThread().interrupt(); throw new RuntimeException();"
            })
    void anAdapterThatCannotJudgeEndsTheRunAfterOneRental(String body) {
        RunResult result =
                run("public Assessment assess(ProbeReport now, Optional<ProbeReport> before) { " + body + " }");

        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
        Failure failure = result.attempts().get(0).failure().orElseThrow();
        assertThat(failure.signature()).isEqualTo("adapter-broken");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(result.outcome()).isEqualTo(RunOutcome.WORKLOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public long saying(ProbeReport report) { hang(); return 0; }",
                "public long saying(ProbeReport report) { throw new IllegalStateException(\"broken\"); }"
            })
    void anAdapterThatCannotTellWhetherItsServerSpeaksEndsTheRunToo(String members) {
        RunResult result = run(members + "public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {"
                + " return new Assessment.WarmingUp(io.vastctl.outcome.Phase.MODEL_LOAD, \"loading\","
                + " OptionalDouble.empty(), true, \"loading\"); }");

        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
        assertThat(result.attempts().get(0).failure().orElseThrow().signature()).isEqualTo("adapter-broken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public Optional<String> releaseCommand(Workload w) { hang(); return null; }",
                "public Optional<String> releaseCommand(Workload w) { return null; }",
                "public Duration stallLimit(io.vastctl.outcome.Phase p) { throw new NoClassDefFoundError(\"x/Y\"); }"
            })
    void anAdapterThatCannotSayHowToWaitLeavesNothingBehind(String members) {
        RunResult result = run(members);

        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
        assertThat(result.message()).contains("adapter scripted (scripted.jar): ");
    }

    @Test
    void anAdapterThatFailsWhereTheWaitBeginsLeavesNothingBehind() {
        RunResult result = run("public List<Probe> probes(Workload w) { hang(); return null; }");

        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
        assertThat(result.message()).contains("adapter scripted (scripted.jar): probes() did not return");
    }
}
