package io.vastctl.simulator.market;

import java.time.Instant;

/**
 * What an earlier renter wrote about a machine.
 *
 * @param problem the kind of trouble, one word or a few
 * @param message the renter's own words
 */
public record MachineReport(String problem, String message, Instant createdAt) {}
