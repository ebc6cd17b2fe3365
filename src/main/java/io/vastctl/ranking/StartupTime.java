package io.vastctl.ranking;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long the machine is paid for until the first token. Downloads follow from their size and the
 * machine's line, all other phases from our own history, else from a default.
 */
final class StartupTime {

    /** Assumed when the listing gives no speed: slower than nine machines in ten. */
    static final double UNKNOWN_DOWNLOAD_MBPS = 300;

    /** Part of the measured speed that one download from a registry gets. */
    static final double USABLE_SHARE = 0.5;

    /** Usable speeds below this are taken for a bad measurement; the attempt would end at its window anyway. */
    static final double LEAST_USABLE_MBPS = 10;

    /** No registry serves one machine faster. */
    static final double MOST_USABLE_MBPS = 2000;

    /** Unpacking goes on after the last byte, at the speed of the disk. */
    static final double UNPACK_SECONDS_PER_GB = 4;

    /** Reading weights from disk into the card. */
    static final double LOAD_SECONDS_PER_GB = 3;

    /** No phase is expected to last longer: its window is over by then. */
    static final double LONGEST_REMEMBERED_SECONDS = 1800;

    /** Below this a total is not believed. */
    static final double LEAST_HOURS = 1.0 / 60;

    /** Above this a total changes nothing any more. */
    static final double MOST_HOURS = 6;

    private static final double MEGABITS_PER_GB = 8000;
    private static final double SECONDS_PER_HOUR = 3600;

    private final double otherSeconds;
    private final double megabits;

    StartupTime(Workload workload, Map<Phase, Duration> typicalPhases) {
        double seconds = workload.imageGb() * UNPACK_SECONDS_PER_GB;
        for (Phase phase : Phase.values()) {
            if (phase != Phase.IMAGE_PULL && phase != Phase.MODEL_DOWNLOAD) {
                Duration typical = typicalPhases.get(phase);
                seconds += typical == null ? defaultSeconds(phase, workload) : bounded(typical);
            }
        }
        otherSeconds = seconds;
        megabits = workload.downloadGb() * MEGABITS_PER_GB;
    }

    /** Hours from the order to the first token on a line of that measured speed. */
    double hours(OptionalDouble downloadMbps) {
        double usable = downloadMbps.orElse(UNKNOWN_DOWNLOAD_MBPS) * USABLE_SHARE;
        double bounded = Math.min(MOST_USABLE_MBPS, Math.max(LEAST_USABLE_MBPS, usable));
        double hours = (otherSeconds + megabits / bounded) / SECONDS_PER_HOUR;
        return Math.min(MOST_HOURS, Math.max(LEAST_HOURS, hours));
    }

    /** Until we have a history of our own; downloads are not asked for. */
    private static double defaultSeconds(Phase phase, Workload workload) {
        return switch (phase) {
            case CREATE -> 10;
            case IMAGE_PULL, MODEL_DOWNLOAD -> 0;
            case CONTAINER_START -> 30;
            case SSH -> 30;
            case GPU_CHECK -> 5;
            case MODEL_LOAD -> 30 + workload.modelGb() * LOAD_SECONDS_PER_GB;
            case ENGINE_WARMUP -> 60;
            case API_UP -> 10;
            case FIRST_TOKEN -> 5;
        };
    }

    private static double bounded(Duration typical) {
        double seconds = typical.toMillis() / 1000.0;
        return Math.max(0, Math.min(seconds, LONGEST_REMEMBERED_SECONDS));
    }
}
