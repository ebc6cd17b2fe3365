package io.vastctl.vast;

import java.util.List;

/**
 * The price increases that wait for an answer.
 *
 * @param truncated whether the API says that there are more; it offers no way to ask for them
 */
public record PendingIncreases(List<PriceIncrease> increases, boolean truncated) {

    public PendingIncreases {
        increases = List.copyOf(increases);
    }
}
