package io.vastctl.provision;

import io.vastctl.offer.Offer;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;

/**
 * What a rental costs, as Vast.ai bills it: the disk from creation in every state, the GPUs while the
 * container runs, and traffic by the byte, image and model included. An upper bound: a download that has
 * begun counts whole, and so does the time in which nobody could tell what the machine does.
 *
 * @param gpuDollarsPerHour USD per hour while running
 * @param diskDollarsPerHour USD per hour from creation
 * @param dollarsPerGb USD per GB received
 */
record RentalCost(double gpuDollarsPerHour, double diskDollarsPerHour, double dollarsPerGb) {

    private static final double SECONDS_PER_HOUR = 3600;

    static RentalCost of(Offer offer, Workload workload, double gpuDollarsPerHour) {
        return new RentalCost(
                gpuDollarsPerHour,
                offer.diskDollarsPerHour(workload.diskGb()),
                offer.downloadDollarsPerGb().orElse(0));
    }

    /** USD after those phases, the last of which may be under way. */
    double after(List<PhaseTime> phases, Workload workload) {
        double dollars = 0;
        Phase reached = Phase.CREATE;
        for (PhaseTime time : phases) {
            reached = time.phase();
            boolean gpuMayRun = reached == Phase.CREATE || reached.compareTo(Phase.SSH) >= 0;
            dollars += hours(time.duration()) * (diskDollarsPerHour + (gpuMayRun ? gpuDollarsPerHour : 0));
        }
        return dollars + trafficGb(reached, workload) * dollarsPerGb;
    }

    /** The start script begins the model's download as soon as the container runs. */
    private static double trafficGb(Phase reached, Workload workload) {
        if (reached.compareTo(Phase.SSH) >= 0) return workload.downloadGb();
        return reached == Phase.CREATE ? 0 : workload.imageGb();
    }

    /** USD if every window is used up to its end. */
    double atWorst(Duration longest, Workload workload) {
        return hours(longest) * (gpuDollarsPerHour + diskDollarsPerHour) + workload.downloadGb() * dollarsPerGb;
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / 1000.0 / SECONDS_PER_HOUR;
    }
}
