package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A message of the marketplace to its customer.
 *
 * @param key what happened, such as {@code client:outbid}
 * @param contractId the contract it is about; empty for the account
 * @param text one line for people
 */
public record Notice(String key, Instant at, OptionalLong contractId, String text) {}
