package io.vastctl.provision;

import io.vastctl.memory.Origin;
import io.vastctl.ranking.Experience;
import io.vastctl.workload.WorkloadVersion;

/** What the ranking is told of the past. */
@FunctionalInterface
public interface Recollection {
    /**
     * What is known at this moment.
     *
     * @param workload whose phase times and disappointments are wanted
     */
    Experience experience(Origin origin, WorkloadVersion workload);
}
