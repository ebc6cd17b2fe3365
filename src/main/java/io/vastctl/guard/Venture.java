package io.vastctl.guard;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A rent under way.
 *
 * @param since when it was decided
 * @param ceiling USD per hour it may cost at most; committed from that moment on
 * @param replaces the instance that it is to replace
 */
public record Venture(String endpoint, Instant since, double ceiling, OptionalLong replaces) {}
