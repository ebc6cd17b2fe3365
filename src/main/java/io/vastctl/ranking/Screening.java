package io.vastctl.ranking;

import io.vastctl.offer.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One demand at one instant, prepared so that thousands of offers can be put through the gates. */
final class Screening {

    private static final Gate[] GATES = Gate.values();

    private final Demand demand;
    private final Bars bars;
    private final Set<String> excludedCountries;
    private final String excludedCountriesText;

    public Screening(Demand demand, Experience experience, Instant now) {
        this.demand = demand;
        this.bars = new Bars(experience, demand, now);
        this.excludedCountries = demand.excludedCountries();
        this.excludedCountriesText = String.join(", ", excludedCountries);
    }

    /** Checks every gate, also after the first that fails. */
    public Optional<Exclusion> exclude(Offer offer) {
        List<Shortfall> failures = null;
        for (Gate gate : GATES) {
            Optional<Shortfall> failure = gate.check(offer, this);
            if (failure.isPresent()) {
                failures = failures == null ? new ArrayList<>() : failures;
                failures.add(failure.get());
            }
        }
        return failures == null ? Optional.empty() : Optional.of(new Exclusion(offer, failures));
    }

    Demand demand() {
        return demand;
    }

    Bars bars() {
        return bars;
    }

    Set<String> excludedCountries() {
        return excludedCountries;
    }

    String excludedCountriesText() {
        return excludedCountriesText;
    }
}
