package io.vastctl.guard.loop;

import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.workload.Workload;
import java.time.Duration;

/** How long a rent may take: two machines, each with all the time that its start is granted. */
public final class RentTime {

    private static final int MACHINES = 2;

    private RentTime() {}

    /** From the decision to the end of the rent, well or not; giving back what failed comes on top. */
    public static Duration of(ReadinessLimits limits, AdapterCatalog adapters, Workload workload) {
        Duration startup = adapters.find(workload.adapter())
                .map(adapter -> adapter.startupWindow(workload))
                .orElse(Duration.ZERO);
        return limits.infrastructureWindow().plus(startup).multipliedBy(MACHINES);
    }
}
