package io.vastctl.cli.host;

import io.vastctl.cli.Trouble;
import io.vastctl.guard.HostPrice;
import io.vastctl.outcome.ExitCode;
import io.vastctl.vast.HostMachine;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One machine and its price.
 *
 * @param outcome proposed, unchanged, set, unproven or failed
 * @param exitCode what a failure makes of the whole
 */
record HostPriceRow(HostMachine machine, HostPrice price, String outcome, String why, int exitCode) {

    /** Prices are set in hundredths of a cent. */
    private static final double DUST = 5e-5;

    static HostPriceRow proposed(HostMachine machine, HostPrice price) {
        return new HostPriceRow(
                machine,
                price,
                price.next().isPresent() ? "proposed" : "unchanged",
                price.reason(),
                ExitCode.DONE.code());
    }

    OptionalDouble next() {
        return price.next();
    }

    HostPriceRow set() {
        return new HostPriceRow(machine, price, "set", why, exitCode);
    }

    boolean wasSet() {
        return outcome.equals("set");
    }

    HostPriceRow failed(Trouble trouble) {
        return new HostPriceRow(
                machine, price, "failed", trouble.line(), trouble.exitCode().code());
    }

    /** What the account's list says of it after it was set. */
    HostPriceRow seen(OptionalDouble minBid) {
        boolean proven = Optional.of(minBid)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .filter(now -> Math.abs(now - next().orElse(now)) < DUST)
                .isPresent();
        return !wasSet() || proven
                ? this
                : new HostPriceRow(
                        machine,
                        price,
                        "unproven",
                        "the API took it, and its list still shows another price",
                        ExitCode.INTERNAL.code());
    }
}
