package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The price of a rental as the instance itself tells it. Where it is dearer than the offer said, the difference
 * counts: from the start if the first look shows it, else from the look before; whatever state the instance is in.
 */
final class PriceWatch {

    /** Prices come rounded. */
    private static final double ROUNDING = 0.0005;

    private final double offered;
    private double dollarsPerHour;
    private double extraDollars;
    private Instant reckonedTo;

    /** @param offered USD per hour with the disk, as the offer has it */
    PriceWatch(double offered, Instant startedAt) {
        this.offered = offered;
        dollarsPerHour = offered;
        reckonedTo = startedAt;
    }

    /** @param told USD per hour with the disk; an instance may leave it out */
    void seen(OptionalDouble told, Instant at) {
        if (told.isPresent()) dollarsPerHour = Math.max(offered, told.getAsDouble());
        extraDollars = extraDollars(at);
        reckonedTo = at;
    }

    /** USD per hour, the offer's or what was last seen above it. */
    double dollarsPerHour() {
        return dollarsPerHour;
    }

    /** USD up to then, beyond what the offer's price comes to. */
    double extraDollars(Instant at) {
        return extraDollars + SpendLimit.dollars(dollarsPerHour - offered, Duration.between(reckonedTo, at));
    }

    /** The end of an attempt whose instance is dearer than it was offered for, and than it may be. */
    Optional<Failure> above(double maxDollarsPerHour, Phase phase) {
        if (dollarsPerHour <= offered || dollarsPerHour <= maxDollarsPerHour + ROUNDING) return Optional.empty();
        return Optional.of(new Failure(
                FailureClass.LIMIT,
                "max-price",
                phase,
                String.format(
                        Locale.ROOT,
                        "the instance costs $%.3f/h, the offer said $%.3f/h, and the most to pay is $%.3f/h",
                        dollarsPerHour,
                        offered,
                        maxDollarsPerHour)));
    }
}
