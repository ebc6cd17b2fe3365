package io.vastctl.vast;

/**
 * Who pays.
 *
 * @param userId the account's number
 * @param creditDollars what can be spent; the API's {@code balance} is often 0 beside it
 */
public record Account(long userId, double creditDollars) {}
