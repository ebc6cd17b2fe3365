package io.vastctl.simulator.market;

import java.time.Instant;

/**
 * One run of a box's start script, and what it meets.
 *
 * @param contractId the box
 * @param order what was ordered
 * @param gpu the cards as they really are
 * @param at when the start script runs
 * @param imageGb size of the image
 * @param modelGb size of the model at the hub
 * @param cachedGb how much of the model is on the box's disk already, from an earlier run
 * @param heldUntil until when the start script holds back the download; {@code at} where it does not
 * @param lineMbps what the machine's line really carries, in Mbit/s
 */
public record ServerStart(
        long contractId,
        Order order,
        GpuHealth gpu,
        Instant at,
        double imageGb,
        double modelGb,
        double cachedGb,
        double lineMbps,
        Instant heldUntil) {

    /** The same with the download let go at that moment. */
    public ServerStart heldUntil(Instant moment) {
        return new ServerStart(contractId, order, gpu, at, imageGb, modelGb, cachedGb, lineMbps, moment);
    }
}
