package io.vastctl.adapter.vllm;

import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Assessment.Ready;
import io.vastctl.readiness.Assessment.WarmingUp;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Ready once vLLM is healthy and lists the model. It fails only when the server is gone, or when its
 * engine has said so at two looks: whatever stands in its log, a living server may still come up.
 */
public final class VllmAdapter implements ReadinessAdapter {

    private final VllmStartScript startScript = new VllmStartScript(VllmPaths.ON_MACHINE);
    private final VllmProbes probes = new VllmProbes(VllmPaths.ON_MACHINE);

    @Override
    public String id() {
        return "vllm";
    }

    @Override
    public Duration startupWindow() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration stallLimit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public String startScript(Workload workload) {
        return workload.startScript().orElseGet(() -> startScript.of(workload));
    }

    @Override
    public Optional<String> releaseCommand(Workload workload) {
        boolean ours = workload.startScript().isEmpty();
        return VllmHold.of(workload).filter(hold -> ours).map(hold -> VllmHold.release(VllmPaths.ON_MACHINE));
    }

    @Override
    public String servedModel(Workload workload) {
        return VllmServed.name(workload);
    }

    @Override
    public List<Probe> probes(Workload workload) {
        return probes.on(workload.port());
    }

    @Override
    public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {
        Optional<ProbeReport> trusted = before.filter(ProbeReport::isTrustworthy);
        if (!now.isTrustworthy()) return nothingLearnt(trusted);
        VllmProcess process = VllmProcess.of(now);
        if (process.hasExited()) return dead(now, process);
        if (now.stdout(VllmProbes.HEALTH).strip().equals("200")) return healthy(now, trusted);
        return isGone(now, process, trusted) ? dead(now, process) : warmingUp(now, trusted);
    }

    private static boolean isGone(ProbeReport now, VllmProcess process, Optional<ProbeReport> before) {
        VllmLog log = VllmLog.of(now.stdout(VllmProbes.LOG));
        if (process.isAbsent()) {
            boolean wasThere =
                    before.filter(report -> VllmProcess.of(report).wasSeen()).isPresent();
            // A log with nothing but our marker is a start that has just begun anew.
            boolean saidSomething = log.lines().size() > 2;
            return VllmDeath.isIn(log) || (wasThere && saidSomething);
        }
        // The main process may outlive its engine by some seconds, or for ever.
        return VllmDeath.saysEngineGone(log)
                && before.filter(report -> VllmDeath.saysEngineGone(VllmLog.of(report.stdout(VllmProbes.LOG))))
                        .isPresent();
    }

    private static Assessment healthy(ProbeReport now, Optional<ProbeReport> before) {
        Optional<List<String>> listed = VllmServed.listed(now.stdout(VllmProbes.MODELS));
        if (listed.isEmpty() || listed.get().isEmpty()) {
            VllmProgress progress = VllmProgress.of(now);
            String detail = "healthy, but there is no model list yet";
            return warmingUp(VllmStage.LISTENING, OptionalDouble.empty(), advanced(progress, before), detail);
        }
        Optional<String> expected = now.workload().map(VllmServed::name);
        if (expected.isEmpty() || listed.get().contains(expected.get())) return new Ready();
        return new Failed(
                FailureClass.WORKLOAD_FATAL,
                "wrong-model-served",
                "expected " + expected.get() + ", listed: " + String.join(", ", listed.get()));
    }

    private static Failed dead(ProbeReport now, VllmProcess process) {
        String host = now.stdout(VllmProbes.AUTOPSY);
        Failed verdict = VllmLogVerdict.ofDeadServer(now.stdout(VllmProbes.LOG), host, now.workload());
        return verdict.evidence().isEmpty()
                ? new Failed(verdict.failureClass(), verdict.signature(), "no log; " + process.word())
                : verdict;
    }

    private static WarmingUp warmingUp(ProbeReport now, Optional<ProbeReport> before) {
        VllmProgress progress = VllmProgress.of(now);
        double modelGb = now.workload().map(Workload::modelGb).orElse(0.0);
        return warmingUp(
                progress.stage(), progress.within(modelGb), advanced(progress, before), progress.describe(modelGb));
    }

    /** Without a look to compare with, nothing is known to have moved. */
    private static boolean advanced(VllmProgress progress, Optional<ProbeReport> before) {
        return before.filter(report -> progress.isBeyond(VllmProgress.of(report)))
                .isPresent();
    }

    private static WarmingUp nothingLearnt(Optional<ProbeReport> before) {
        return before.map(report -> warmingUp(report, Optional.empty()))
                .orElseGet(() -> new WarmingUp(
                        Phase.MODEL_DOWNLOAD, "unknown", OptionalDouble.empty(), false, "the probes did not run"));
    }

    private static WarmingUp warmingUp(VllmStage stage, OptionalDouble share, boolean advanced, String detail) {
        return new WarmingUp(stage.phase(), stage.word(), share, advanced, detail);
    }
}
