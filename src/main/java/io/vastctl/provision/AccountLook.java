package io.vastctl.provision;

import io.vastctl.instance.Instance;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the account showed before a rental.
 *
 * @param market as {@link MarketName} has it
 * @param clock the market's
 * @param at by that clock
 * @param creditDollars as the API told it
 * @param listing everything that lives in the account, ours and foreign
 */
record AccountLook(
        String market, OptionalLong accountId, Clock clock, Instant at, double creditDollars, List<Instance> listing) {
    AccountLook {
        listing = List.copyOf(listing);
    }
}
