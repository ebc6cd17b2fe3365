package io.vastctl.ranking;

import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import io.vastctl.workload.Workload;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Everything that decides which offers will do: what to run, how carefully, at what price. */
public record Demand(Workload workload, StrictnessPolicy policy, OfferFilter filter) {

    /**
     * The demand as server-side filters. What the server cannot judge (bars, disk, time left) is missing
     * here, and all of it is checked again by the gates.
     *
     * @param limit most rows wanted
     */
    public OfferQuery toQuery(int limit) {
        return new OfferQuery(
                filter.rentalType(),
                workload.diskGb(),
                limit,
                filter.gpuNames(),
                OptionalInt.of(filter.numGpus()),
                OptionalInt.of(workload.minGpuRamMb()),
                OptionalDouble.of(policy.minReliability()),
                OptionalInt.of(policy.minDirectPorts()),
                OptionalDouble.of(filter.maxDollarsPerHour()),
                filter.minDollarsPerHour(),
                workload.minCuda(),
                excludedCountries(),
                policy.verifiedOnly(),
                true,
                Optional.empty());
    }

    /** The same under another policy. */
    Demand under(StrictnessPolicy other) {
        return new Demand(workload, other, filter);
    }

    /** The policy's countries and the operator's, in alphabetical order. */
    public Set<String> excludedCountries() {
        Set<String> all = new TreeSet<>(policy.excludedCountries());
        all.addAll(filter.excludedRegions());
        return all;
    }

    /**
     * USD per hour with the disk we ask for. An interruptible rental costs at least its lowest bid; where
     * the listing names none, its plain price stands in, and the gate {@code bid} refuses the offer anyway.
     */
    public double dollarsPerHour(Offer offer) {
        if (filter.rentalType() == RentalType.INTERRUPTIBLE && offer.minBid().isPresent()) {
            return offer.minBid().getAsDouble() + offer.diskDollarsPerHour(workload.diskGb());
        }
        return offer.dollarsPerHour(workload.diskGb());
    }
}
