package io.vastctl.memory;

import java.time.Instant;

/**
 * One attempt that counts for or against a machine.
 *
 * @param machineId 0 if unknown
 * @param hostId 0 if unknown
 * @param success whether it produced tokens; otherwise its failure blames the machine
 * @param at when it ended
 */
public record CountedAttempt(long machineId, long hostId, boolean success, Instant at) {}
