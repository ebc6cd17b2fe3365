package io.vastctl.ranking;

import java.util.OptionalDouble;

/**
 * One gate that an offer failed.
 *
 * @param value what the offer has, {@code unknown} if the listing does not say
 * @param limit what the gate asks, without words: {@code 0.98}
 * @param number the value as a number in the gate's unit; empty if it is none or is unknown
 */
public record Shortfall(Gate gate, String value, String limit, OptionalDouble number) {}
