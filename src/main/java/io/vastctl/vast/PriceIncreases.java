package io.vastctl.vast;

/**
 * Price increases that hosts ask for. Every method throws {@link VastApiException}. Accepting costs money
 * and rejecting cannot be taken back, so neither is sent again when it may have been carried out; list
 * them then: an increase that is no longer there has been answered.
 */
public interface PriceIncreases {

    /** All that wait for an answer. */
    PendingIncreases pending() throws InterruptedException;

    /**
     * Agrees to the higher price; false when no such increase is pending.
     *
     * @throws UnclearCallException it may have been accepted
     */
    boolean accept(long increaseId) throws InterruptedException;

    /**
     * Declines the higher price; false when no such increase is pending.
     *
     * @throws UnclearCallException it may have been rejected
     */
    boolean reject(long increaseId) throws InterruptedException;
}
