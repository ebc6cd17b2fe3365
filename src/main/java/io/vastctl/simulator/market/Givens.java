package io.vastctl.simulator.market;

import java.time.Instant;

/** What every contract of a market is made from. */
record Givens(Chance chance, FaultBook faults, PortSource ports, ServerWalk servers, Scenario scenario) {

    /** What a machine's line really carries, in Mbit/s. */
    double lineMbps(Listing offer) {
        return scenario.speeds().mbps(offer.machineId(), offer.realMbps(chance));
    }

    /** What a start meets on that machine. */
    ServerStart start(long contractId, Order order, GpuHealth gpu, Instant at, long cachedBytes) {
        return new ServerStart(
                contractId,
                order,
                gpu,
                at,
                scenario.sizes().imageGb(order.image()),
                scenario.sizes().modelGb(order.model()),
                cachedBytes / 1e9,
                lineMbps(gpu.offer()),
                at);
    }
}
