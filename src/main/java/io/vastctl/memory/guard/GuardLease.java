package io.vastctl.memory.guard;

import java.time.Instant;

/**
 * Who keeps a plan, and until when that holds without another sign of life.
 *
 * @param guard the plan's name
 * @param holderId nobody else's
 * @param holder for people: the process and its host
 * @param until by the market's time
 */
public record GuardLease(String guard, String holderId, String holder, long pid, Instant takenAt, Instant until) {}
