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

    private static final double MEGABITS_PER_GB = 8000;
    private static final double SECONDS_PER_HOUR = 3600;

    private final double otherSeconds;
    private final double megabits;
    private final Constants constants;

    StartupTime(Workload workload, Map<Phase, Duration> typicalPhases, Constants constants) {
        this.constants = constants;
        double seconds = workload.imageGb() * constants.get(Constant.UNPACK_SECONDS_PER_GB);
        for (Phase phase : Phase.values()) {
            if (phase != Phase.IMAGE_PULL && phase != Phase.MODEL_DOWNLOAD) {
                Duration typical = typicalPhases.get(phase);
                seconds += typical == null ? standardSeconds(phase, workload, constants) : bounded(typical, constants);
            }
        }
        otherSeconds = seconds;
        megabits = workload.downloadGb() * MEGABITS_PER_GB;
    }

    /** Hours from the order to the first token on a line of that measured speed. */
    double hours(OptionalDouble downloadMbps) {
        double usable = downloadMbps.orElse(constants.get(Constant.UNKNOWN_DOWNLOAD_MBPS))
                * constants.get(Constant.USABLE_SHARE);
        double bounded = between(Constant.LEAST_USABLE_MBPS, usable, Constant.MOST_USABLE_MBPS);
        return between(
                Constant.LEAST_HOURS, (otherSeconds + megabits / bounded) / SECONDS_PER_HOUR, Constant.MOST_HOURS);
    }

    private double between(Constant least, double value, Constant most) {
        return Math.min(constants.get(most), Math.max(constants.get(least), value));
    }

    /** Until we have a history of our own; downloads are not asked for. */
    private static double standardSeconds(Phase phase, Workload workload, Constants constants) {
        return switch (phase) {
            case CREATE -> constants.get(Constant.CREATE_SECONDS);
            case IMAGE_PULL, MODEL_DOWNLOAD -> 0;
            case CONTAINER_START -> constants.get(Constant.CONTAINER_START_SECONDS);
            case SSH -> constants.get(Constant.SSH_SECONDS);
            case GPU_CHECK -> constants.get(Constant.GPU_CHECK_SECONDS);
            case MODEL_LOAD ->
                constants.get(Constant.MODEL_LOAD_SECONDS)
                        + workload.modelGb() * constants.get(Constant.LOAD_SECONDS_PER_GB);
            case ENGINE_WARMUP -> constants.get(Constant.ENGINE_WARMUP_SECONDS);
            case API_UP -> constants.get(Constant.API_UP_SECONDS);
            case FIRST_TOKEN -> constants.get(Constant.FIRST_TOKEN_SECONDS);
        };
    }

    private static double bounded(Duration typical, Constants constants) {
        double seconds = typical.toMillis() / 1000.0;
        return Math.max(0, Math.min(seconds, constants.get(Constant.LONGEST_REMEMBERED_SECONDS)));
    }
}
