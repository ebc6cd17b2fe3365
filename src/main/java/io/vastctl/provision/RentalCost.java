package io.vastctl.provision;

import io.vastctl.offer.Offer;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a rental costs, as Vast.ai bills it: the disk from creation in every state, the GPUs while the
 * container runs, and traffic by the byte, image and model included. Careful where
 * it has to guess: a download under way counts as far as the promised speed can have carried it, and time in
 * which nobody could tell what the machine does counts as running.
 *
 * @param gpuDollarsPerHour USD per hour while running
 * @param diskDollarsPerHour USD per hour from creation
 * @param dollarsPerGb USD per GB received
 * @param downloadMbps Mbit/s promised; unknown counts a download whole once it has begun
 */
record RentalCost(
        double gpuDollarsPerHour, double diskDollarsPerHour, double dollarsPerGb, OptionalDouble downloadMbps) {

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double MBIT_PER_GB = 8000;

    static RentalCost of(Offer offer, Workload workload, double gpuDollarsPerHour) {
        return new RentalCost(
                gpuDollarsPerHour,
                offer.diskDollarsPerHour(workload.diskGb()),
                offer.downloadDollarsPerGb().orElse(0),
                offer.downloadMbps());
    }

    /** USD after those phases, the last of which may be under way. */
    double after(List<PhaseTime> phases, Workload workload) {
        double dollars = 0;
        Phase reached = Phase.CREATE;
        Duration pulling = Duration.ZERO;
        Duration running = Duration.ZERO;
        for (PhaseTime time : phases) {
            reached = time.phase();
            boolean runs = reached.compareTo(Phase.SSH) >= 0;
            boolean gpuMayRun = reached == Phase.CREATE || runs;
            dollars += hours(time.duration()) * (diskDollarsPerHour + (gpuMayRun ? gpuDollarsPerHour : 0));
            if (reached == Phase.IMAGE_PULL) pulling = pulling.plus(time.duration());
            if (runs) running = running.plus(time.duration());
        }
        double image = downloaded(reached.compareTo(Phase.IMAGE_PULL) > 0, pulling, workload.imageGb());
        // The start script begins the model's download as soon as the container runs.
        double model = downloaded(reached.compareTo(Phase.MODEL_DOWNLOAD) > 0, running, workload.modelGb());
        return dollars + (image + model) * dollarsPerGb;
    }

    /** GB that can have come: all of it when it is over, else what the promised speed carries in that time. */
    private double downloaded(boolean over, Duration under, double wholeGb) {
        if (over) return wholeGb;
        if (under.isZero()) return 0;
        return downloadMbps.isEmpty()
                ? wholeGb
                : Math.min(wholeGb, downloadMbps.getAsDouble() / MBIT_PER_GB * under.toMillis() / 1000.0);
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / 1000.0 / SECONDS_PER_HOUR;
    }
}
