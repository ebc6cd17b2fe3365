package io.vastctl.provision;

import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** How fast a machine fetched the model, by the time it took. */
final class DownloadSpeed {

    /** A phase this short is as long as the pause between two looks, and says nothing. */
    private static final Duration TOO_SHORT = Duration.ofSeconds(10);

    private static final double MEGABITS_PER_GB = 8000;

    private DownloadSpeed() {}

    /** Megabits per second over the model's download; empty if it was not complete, or not seen. */
    static OptionalDouble of(List<PhaseTime> phases, Workload workload, boolean complete) {
        Duration taken = phases.stream()
                .filter(time -> time.phase() == Phase.MODEL_DOWNLOAD)
                .map(PhaseTime::duration)
                .reduce(Duration.ZERO, Duration::plus);
        if (!complete || workload.modelGb() <= 0 || taken.compareTo(TOO_SHORT) < 0) return OptionalDouble.empty();
        return OptionalDouble.of(workload.modelGb() * MEGABITS_PER_GB / (taken.toMillis() / 1000.0));
    }
}
