package io.vastctl.simulator.market;

import java.time.Instant;

/**
 * An SSH key as the server stores it.
 *
 * @param text exactly what was sent, which need not be a key
 */
public record AccountKey(long id, String text, Instant createdAt) {}
