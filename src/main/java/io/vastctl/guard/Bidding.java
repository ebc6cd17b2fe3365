package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a bid stands.
 *
 * @param own USD per hour that we bid now, without the disk
 * @param market USD per hour at which comparable machines run now; anything but a price is unknown
 * @param least USD per hour below which this machine takes no bid; anything but a price is unknown
 * @param utilisation percent of the GPUs' time in use, smoothed as the loop sees fit; empty is unknown
 * @param changedAt when our bid was last changed; empty if never
 */
public record Bidding(
        double own, double market, double least, OptionalDouble utilisation, Optional<Instant> changedAt) {

    Bidding moved(Duration jump) {
        return new Bidding(own, market, least, utilisation, changedAt.map(at -> Moments.moved(at, jump)));
    }
}
