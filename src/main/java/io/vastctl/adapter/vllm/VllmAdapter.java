package io.vastctl.adapter.vllm;

import io.vastctl.adapter.RunFiles;
import io.vastctl.adapter.ServerPower;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.WarmingUp;
import io.vastctl.readiness.LogReading;
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

    static final RunFiles FILES = RunFiles.onMachine("/root/.cache/huggingface", "/tmp/vllm");

    private final VllmStartScript startScript = new VllmStartScript(FILES);
    private final VllmProbes probes = new VllmProbes(FILES);

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
        return VllmStall.limit(Phase.MODEL_DOWNLOAD);
    }

    /** Compiling and tuning kernels may say nothing for minutes; a server that has bound its port has no reason to. */
    @Override
    public Duration stallLimit(Phase phase) {
        return VllmStall.limit(phase);
    }

    /** Lines that only repeat while vLLM waits are no words. */
    @Override
    public long saying(ProbeReport report) {
        return VllmLook.at(report).run().words();
    }

    @Override
    public Optional<LogReading> logReading() {
        return Optional.of(new VllmReading());
    }

    @Override
    public String startScript(Workload workload) {
        return workload.startScript().orElseGet(() -> startScript.of(workload));
    }

    @Override
    public Optional<String> releaseCommand(Workload workload) {
        boolean ours = workload.startScript().isEmpty();
        return VllmHold.of(workload).filter(hold -> ours).map(hold -> VllmHold.release(FILES));
    }

    @Override
    public Optional<String> stopCommand(Workload workload) {
        return workload.startScript().isPresent() ? Optional.empty() : Optional.of(ServerPower.stop(FILES));
    }

    /** The download is not held back once more: this machine has passed its check. */
    @Override
    public Optional<String> restartCommand(Workload workload) {
        if (workload.startScript().isPresent()) return Optional.empty();
        String release = releaseCommand(workload)
                .map(command -> "sleep 1\n" + command + "\ntrue\n")
                .orElse("");
        return Optional.of(ServerPower.restart(FILES) + release);
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
        return VllmJudge.of(VllmLook.at(now), trusted.map(VllmLook::at));
    }

    private static Assessment nothingLearnt(Optional<ProbeReport> before) {
        return before.map(report -> VllmJudge.warmingUp(VllmLook.at(report), Optional.empty()))
                .orElseGet(() -> new WarmingUp(
                        Phase.MODEL_DOWNLOAD, "unknown", OptionalDouble.empty(), false, "the probes did not run"));
    }
}
