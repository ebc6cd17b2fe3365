package io.vastctl.simulator.market;

import java.time.Instant;

/** Works out, ahead of time, what a machine's server goes through. The market needs its times for the bill. */
@FunctionalInterface
public interface ServerWalk {

    /**
     * One start from its first second to its last.
     *
     * @param start when the start script runs
     */
    ServerRun walk(Chance chance, long contractId, Order order, GpuHealth gpu, Instant start);
}
