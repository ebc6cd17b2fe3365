package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges the probe reports: first the GPU, then the workload through its adapter. */
final class WorkloadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(WorkloadWatch.class);

    private final Tenancy tenancy;
    private final ReadinessAdapter adapter;
    private final PhaseLog phases;
    private final Clock clock;
    private final Silence silence;
    private final Projection projection = new Projection();
    private Optional<Instant> windowBegan = Optional.empty();
    private final GpuCheck.Promise promise;
    private boolean gpuPassed;
    private Optional<String> doubted = Optional.empty();
    private Optional<ProbeReport> before = Optional.empty();

    WorkloadWatch(Tenancy tenancy, ReadinessAdapter adapter, PhaseLog phases, Clock clock) {
        this.tenancy = tenancy;
        this.adapter = adapter;
        this.phases = phases;
        this.clock = clock;
        silence = new Silence(clock);
        promise = tenancy.promise().within(adapter.startupWindow());
    }

    /** What the GPU check looks at. */
    List<Probe> gpuProbes() {
        return GpuCheck.probes(promise);
    }

    boolean gpuPassed() {
        return gpuPassed;
    }

    /** Pending, Failed, or empty when the server is up inside the machine and tokens are to be asked for. */
    Optional<Verdict> note(ProbeReport raw) {
        ProbeReport report = raw.about(tenancy.workload());
        if (windowBegan.isEmpty()) windowBegan = Optional.of(clock.instant());
        if (!report.isTrustworthy()) return pending("the probe executor itself does not answer yet");
        if (!gpuPassed) {
            phases.enter(Phase.GPU_CHECK);
            if (!GpuCheck.isTold(report)) return pending("nvidia-smi has not been heard yet");
            Optional<Failure> broken = GpuCheck.judge(report, promise);
            if (broken.isPresent()) return gpuTrouble(broken.get());
            gpuPassed = true;
            List<String> notes = GpuCheck.notes(report, promise);
            if (!notes.isEmpty()) LOG.info("instance {} has {}", tenancy.instanceId(), String.join("; ", notes));
        }
        return assess(report);
    }

    /** What one look does not prove counts at the second. */
    private Optional<Verdict> gpuTrouble(Failure seen) {
        boolean again = doubted.equals(Optional.of(seen.signature()));
        doubted = Optional.of(seen.signature());
        return GpuFault.mayPass(seen.signature()) && !again
                ? pending(seen.signature() + ", looking again")
                : Optional.of(new Verdict.Failed(seen));
    }

    /** A reconnect breaks the chain of comparable reports. */
    void forgetReport() {
        before = Optional.empty();
    }

    private Optional<Verdict> assess(ProbeReport report) {
        Assessment seen;
        try {
            seen = adapter.assess(report, before);
            silence.note(report, adapter.saying(report));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("adapter {} failed to judge a report", tenancy.workload().adapter(), e);
            return notJudged();
        }
        before = Optional.of(report);
        if (seen instanceof Assessment.Failed failed) return Optional.of(failed(failed));
        if (seen instanceof Assessment.WarmingUp warming) return Optional.of(warmingUp(warming));
        return seen instanceof Assessment.Ready ? Optional.empty() : notJudged();
    }

    /** Why the current phase counts as stuck: no progress, and no work either or none that leads anywhere. */
    Optional<String> stall() {
        return silence.stall(phases.sinceProgress(), adapter.stallLimit(phases.current()));
    }

    /** Dead at the first look: the GPU has passed, so it got at least as far as fetching the model. */
    private Verdict failed(Assessment.Failed dead) {
        phases.enter(Phase.MODEL_DOWNLOAD);
        return new Verdict.Failed(
                new Failure(dead.failureClass(), dead.signature(), phases.current(), dead.evidence()));
    }

    private Optional<Verdict> notJudged() {
        return pending("the adapter " + tenancy.workload().adapter() + " could not judge this look");
    }

    private Verdict warmingUp(Assessment.WarmingUp warming) {
        phases.enter(warming.phase());
        if (warming.advanced()) phases.progressed();
        projection.note(clock.instant(), warming.stage(), warming.progress());
        Duration left = adapter.startupWindow().minus(Duration.between(windowBegan.orElseThrow(), clock.instant()));
        Optional<String> tooLate = left.isNegative() ? Optional.empty() : projection.tooLate(left);
        if (tooLate.isPresent())
            return new Verdict.Failed(new Failure(
                    FailureClass.STALLED,
                    "projected-finish",
                    phases.current(),
                    tooLate.get() + "; " + warming.detail()));
        return new Verdict.Pending(phases.current(), warming.detail() + outlook(), warming.progress());
    }

    private String outlook() {
        return projection
                .remaining()
                .map(left -> left.toMinutes() < 1
                        ? ", about " + Math.max(1, left.toSeconds()) + " s left"
                        : ", about " + left.plusSeconds(30).toMinutes() + " min left")
                .orElse("");
    }

    private Optional<Verdict> pending(String detail) {
        return Optional.of(new Verdict.Pending(phases.current(), detail, OptionalDouble.empty()));
    }
}
