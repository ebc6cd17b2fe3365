package io.vastctl.ranking;

import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the operator asks of an offer beyond the policy.
 *
 * @param maxDollarsPerHour most USD per hour, disk included, traffic not
 * @param minDollarsPerHour least USD per hour, for those who distrust bargains; empty for no floor
 * @param excludedRegions two-letter country codes, added to the policy's
 * @param gpuNames names to accept in any case, with spaces or underscores; empty for any
 * @param numGpus exact number of cards
 * @param minRentableFor how long the host must still promise the machine; zero to not ask
 */
public record OfferFilter(
        double maxDollarsPerHour,
        OptionalDouble minDollarsPerHour,
        Set<String> excludedRegions,
        Set<String> gpuNames,
        int numGpus,
        RentalType rentalType,
        Duration minRentableFor) {

    public static final double DEFAULT_MAX_DOLLARS_PER_HOUR = 1.00;

    /** Longer than one attempt may take from the order to the first token (600 s + 900 s). */
    public static final Duration DEFAULT_MIN_RENTABLE_FOR = Duration.ofHours(1);

    /** @throws IllegalArgumentException if a limit makes no sense; the message can be shown as it is */
    public OfferFilter {
        if (!(maxDollarsPerHour > 0) || Double.isInfinite(maxDollarsPerHour)) {
            throw new IllegalArgumentException("the highest price must be above 0 $/h: " + maxDollarsPerHour);
        }
        double floor = minDollarsPerHour.orElse(0);
        if (!(floor >= 0 && floor <= maxDollarsPerHour)) {
            throw new IllegalArgumentException(
                    "the lowest price must lie from 0 to the highest, " + maxDollarsPerHour + " $/h: " + floor);
        }
        if (numGpus < 1) {
            throw new IllegalArgumentException("at least one GPU is needed: " + numGpus);
        }
        if (minRentableFor.isNegative()) {
            throw new IllegalArgumentException("the rentable time cannot be negative: " + minRentableFor);
        }
        excludedRegions = countryCodes(excludedRegions);
        gpuNames = apiNames(gpuNames);
    }

    /** One GPU of any name, on demand, for at most {@value #DEFAULT_MAX_DOLLARS_PER_HOUR} USD per hour. */
    public static OfferFilter defaults() {
        return new OfferFilter(
                DEFAULT_MAX_DOLLARS_PER_HOUR,
                OptionalDouble.empty(),
                Set.of(),
                Set.of(),
                1,
                RentalType.ON_DEMAND,
                DEFAULT_MIN_RENTABLE_FOR);
    }

    private static Set<String> countryCodes(Set<String> codes) {
        Set<String> upper = new TreeSet<>();
        for (String code : codes) {
            if (code.length() != 2) {
                throw new IllegalArgumentException("a region is a two-letter country code such as SE: " + code);
            }
            upper.add(code.toUpperCase(Locale.ROOT));
        }
        return Collections.unmodifiableSet(upper);
    }

    /** The API has spaces where command lines like underscores; its case is kept, ours is not asked for. */
    private static Set<String> apiNames(Set<String> names) {
        Set<String> spaced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names) {
            spaced.add(name.replace('_', ' ').strip());
        }
        return Collections.unmodifiableSet(spaced);
    }
}
