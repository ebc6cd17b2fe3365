package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges the probe reports: first the GPU, then the workload through its adapter. */
final class WorkloadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(WorkloadWatch.class);

    /** Findings of the GPU check that one look does not prove. */
    private static final Set<String> PASSING = Set.of("gpu-smi-hangs", "gpu-thermal-brake", "gpu-power-brake");

    private final Tenancy tenancy;
    private final ReadinessAdapter adapter;
    private final PhaseLog phases;
    /** A tail of a log that is cut in an odd place may confuse an adapter for a moment. */
    private static final int MOST_UNJUDGED = 3;

    private static final Duration UNJUDGED = Duration.ofSeconds(20);

    private boolean gpuPassed;
    private int unjudged;
    private final Since unjudgedFor;
    private Optional<String> doubted = Optional.empty();
    private Optional<ProbeReport> before = Optional.empty();

    WorkloadWatch(Tenancy tenancy, ReadinessAdapter adapter, PhaseLog phases, Clock clock) {
        this.tenancy = tenancy;
        this.adapter = adapter;
        this.phases = phases;
        unjudgedFor = new Since(clock);
    }

    boolean gpuPassed() {
        return gpuPassed;
    }

    /** Pending, Failed, or empty when the server is up inside the machine and tokens are to be asked for. */
    Optional<Verdict> note(ProbeReport raw) {
        ProbeReport report = raw.about(tenancy.workload());
        if (!report.isTrustworthy()) return pending("the probe executor itself does not answer yet");
        if (!gpuPassed) {
            phases.enter(Phase.GPU_CHECK);
            if (report.result(GpuCheck.GPU).isEmpty()) return pending("nvidia-smi has not been heard yet");
            Optional<Failure> broken = GpuCheck.judge(report, tenancy.promise());
            if (broken.isPresent()) return gpuTrouble(broken.get());
            gpuPassed = true;
        }
        return assess(report);
    }

    /** A driver may be slow once while it wakes, and a brake may show for a moment: those count at the second look. */
    private Optional<Verdict> gpuTrouble(Failure seen) {
        boolean again = doubted.equals(Optional.of(seen.signature()));
        doubted = Optional.of(seen.signature());
        return PASSING.contains(seen.signature()) && !again
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
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.warn("adapter {} failed to judge a report", tenancy.workload().adapter(), e);
            return notJudged(e instanceof AdapterFault ? String.valueOf(e.getMessage()) : TimeLimit.words(e));
        }
        before = Optional.of(report);
        if (seen instanceof Assessment.Failed failed) return Optional.of(failed(failed));
        if (seen instanceof Assessment.WarmingUp warming) {
            judged();
            return Optional.of(warmingUp(warming));
        }
        if (seen == null) return notJudged("assess() returned null");
        judged();
        return Optional.empty();
    }

    /** Dead at the first look: the GPU has passed, so it got at least as far as fetching the model. */
    private Verdict failed(Assessment.Failed dead) {
        phases.enter(Phase.MODEL_DOWNLOAD);
        return new Verdict.Failed(
                new Failure(dead.failureClass(), dead.signature(), phases.current(), dead.evidence()));
    }

    private void judged() {
        unjudged = 0;
        unjudgedFor.holds(false);
    }

    /** An adapter that goes on failing would fail on any machine: the attempt ends, and nobody is blamed. */
    private Optional<Verdict> notJudged(String why) {
        phases.enter(Phase.MODEL_DOWNLOAD);
        unjudged++;
        unjudgedFor.holds(true);
        boolean forGood = unjudged >= MOST_UNJUDGED && unjudgedFor.longerThan(UNJUDGED);
        String detail = "the adapter " + tenancy.workload().adapter() + " could not judge this look: " + why;
        if (!forGood) return pending(detail);
        return Optional.of(new Verdict.Failed(
                new Failure(FailureClass.WORKLOAD_FATAL, "adapter-broken", phases.current(), detail)));
    }

    private Verdict warmingUp(Assessment.WarmingUp warming) {
        phases.enter(warming.phase());
        if (warming.advanced()) phases.progressed();
        return new Verdict.Pending(phases.current(), warming.detail(), warming.progress());
    }

    private Optional<Verdict> pending(String detail) {
        return Optional.of(new Verdict.Pending(phases.current(), detail, OptionalDouble.empty()));
    }
}
