package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges the probe reports: first the GPU, then the workload through its adapter. */
final class WorkloadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(WorkloadWatch.class);

    /** A tail of a log that is cut in an odd place may confuse an adapter for a moment. */
    private static final int MOST_UNJUDGED = 3;

    private static final Duration UNJUDGED = Duration.ofSeconds(20);

    private final Tenancy tenancy;
    private final ReadinessAdapter adapter;
    private final PhaseLog phases;
    private final Duration window;
    private final Map<Phase, Duration> stallLimits = new EnumMap<>(Phase.class);
    private final Clock clock;
    private final Silence silence;
    private final Projection projection = new Projection();
    private Optional<Instant> windowBegan = Optional.empty();
    private final GpuCheck.Promise promise;
    private boolean gpuPassed;
    private int unjudged;
    private final Since unjudgedFor;
    private Optional<String> doubted = Optional.empty();
    private Optional<ProbeReport> before = Optional.empty();

    WorkloadWatch(Tenancy tenancy, ReadinessAdapter adapter, Duration window, PhaseLog phases, Clock clock) {
        this.tenancy = tenancy;
        this.adapter = adapter;
        this.phases = phases;
        this.window = window;
        this.clock = clock;
        silence = new Silence(clock);
        promise = tenancy.promise().within(window);
        unjudgedFor = new Since(clock);
        for (Phase phase : Phase.values()) stallLimits.put(phase, adapter.stallLimit(tenancy.workload(), phase));
    }

    /**
     * What the GPU check looks at.
     *
     * @param held whether the model's download is held back meanwhile; beside one that runs, a test of the line would
     *     measure what is left of it
     */
    List<Probe> gpuProbes(boolean held) {
        return GpuCheck.probes(promise).stream()
                .filter(probe -> held || !probe.name().equals(DownloadSpeed.PROBE))
                .toList();
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

    /** Why the current phase counts as stuck: no progress, and no work either or none that leads anywhere. */
    Optional<String> stall() {
        return Optional.ofNullable(stallLimits.get(phases.current()))
                .flatMap(limit -> silence.stall(phases.sinceProgress(), limit));
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
        projection.note(clock.instant(), warming.stage(), warming.progress());
        Duration left = window.minus(Duration.between(windowBegan.orElseThrow(), clock.instant()));
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
