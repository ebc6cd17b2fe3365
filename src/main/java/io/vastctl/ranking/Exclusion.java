package io.vastctl.ranking;

import io.vastctl.offer.Offer;
import java.util.List;

/**
 * An offer that will not do, and why.
 *
 * @param allFailures every gate it failed, in the order of {@link Gate}; at least one
 */
public record Exclusion(Offer offer, List<Shortfall> allFailures) {

    public Exclusion {
        allFailures = List.copyOf(allFailures);
        if (allFailures.isEmpty()) {
            throw new IllegalArgumentException("offer " + offer.offerId() + " failed no gate");
        }
    }

    /** Id of the first gate it failed. */
    public String gate() {
        return first().gate().id();
    }

    /** What the offer has there, {@code unknown} if the listing does not say. */
    public String value() {
        return first().value();
    }

    /** What that gate asks. */
    public String limit() {
        return first().limit();
    }

    private Shortfall first() {
        return allFailures.get(0);
    }
}
