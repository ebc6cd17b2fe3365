package io.vastctl.ranking;

import io.vastctl.offer.Offer;
import io.vastctl.offer.RentalType;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** What each {@link Gate} asks. Written so that a value that is not a number fails. */
final class Checks {

    private static final String UNKNOWN = "unknown";
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    private Checks() {}

    static Optional<Shortfall> resourceType(Gate gate, Offer offer, Screening screening) {
        // Rows from before storage was for rent carry no type at all: those were all machines.
        boolean machine = offer.resourceType().isEmpty() || offer.resourceType().equals("gpu");
        return machine ? pass() : word(gate, offer.resourceType(), "gpu");
    }

    static Optional<Shortfall> rentable(Gate gate, Offer offer, Screening screening) {
        if (offer.rented()) {
            return word(gate, "rented", "rentable");
        }
        return offer.rentable() ? pass() : word(gate, "not rentable", "rentable");
    }

    static Optional<Shortfall> gpuArch(Gate gate, Offer offer, Screening screening) {
        if (offer.gpuArch().isEmpty()) {
            // Rows from before the field carry none. A CUDA version or a compute capability comes from
            // NVIDIA's driver, so a row with either is about one of its cards all the same.
            boolean hasCuda = offer.computeCapability().orElse(0) > 0
                    || offer.cudaMaxGood().orElse(0) > 0;
            return hasCuda ? pass() : word(gate, UNKNOWN, "nvidia");
        }
        String architecture = offer.gpuArch().get();
        return architecture.equalsIgnoreCase("nvidia") ? pass() : word(gate, architecture, "nvidia");
    }

    static Optional<Shortfall> numGpus(Gate gate, Offer offer, Screening screening) {
        int wanted = screening.demand().filter().numGpus();
        return offer.numGpus() == wanted
                ? pass()
                : word(gate, Integer.toString(offer.numGpus()), Integer.toString(wanted));
    }

    static Optional<Shortfall> gpuName(Gate gate, Offer offer, Screening screening) {
        Set<String> wanted = screening.demand().filter().gpuNames();
        return wanted.isEmpty() || wanted.contains(offer.gpuName())
                ? pass()
                : word(gate, offer.gpuName(), String.join(", ", wanted));
    }

    static Optional<Shortfall> vram(Gate gate, Offer offer, Screening screening) {
        OptionalDouble megabytes = offer.gpuRamMb() > 0 ? OptionalDouble.of(offer.gpuRamMb()) : OptionalDouble.empty();
        return atLeast(gate, megabytes, workload(screening).minGpuRamMb());
    }

    static Optional<Shortfall> computeCapability(Gate gate, Offer offer, Screening screening) {
        return atLeast(
                gate,
                number(offer.computeCapability()),
                workload(screening).minComputeCapability().orElse(0));
    }

    /**
     * Versions come as floats, so 12.10 cannot be told from 12.1. Both are read as 12.1: the older of the
     * two, which at worst refuses a machine that would have done. Compared in tenths, since 12.8 may
     * arrive as 12.799999.
     */
    static Optional<Shortfall> cuda(Gate gate, Offer offer, Screening screening) {
        double wanted = workload(screening).minCuda().orElse(0);
        OptionalDouble carried = offer.cudaMaxGood();
        boolean enough = carried.isPresent() && Math.round(carried.getAsDouble() * 10) >= Math.round(wanted * 10);
        return enough ? pass() : atLeast(gate, carried, wanted);
    }

    static Optional<Shortfall> verified(Gate gate, Offer offer, Screening screening) {
        if (!screening.demand().policy().verifiedOnly()) {
            return pass();
        }
        String verification = offer.verification().orElse(UNKNOWN);
        return verification.equals("verified") ? pass() : word(gate, verification, "verified");
    }

    static Optional<Shortfall> reliability(Gate gate, Offer offer, Screening screening) {
        return atLeast(gate, offer.reliability(), screening.demand().policy().minReliability());
    }

    static Optional<Shortfall> directPorts(Gate gate, Offer offer, Screening screening) {
        return atLeast(
                gate, number(offer.directPorts()), screening.demand().policy().minDirectPorts());
    }

    /** A machine that does not say where it stands could stand anywhere, excluded countries included. */
    static Optional<Shortfall> region(Gate gate, Offer offer, Screening screening) {
        if (screening.excludedCountries().isEmpty()) {
            return pass();
        }
        String country = offer.country().orElse(UNKNOWN);
        boolean acceptable =
                offer.country().isPresent() && !screening.excludedCountries().contains(country);
        return acceptable ? pass() : word(gate, country, "not in " + screening.excludedCountriesText());
    }

    static Optional<Shortfall> price(Gate gate, Offer offer, Screening screening) {
        double price = screening.demand().dollarsPerHour(offer);
        double most = screening.demand().filter().maxDollarsPerHour();
        if (Decimals.reaches(most, price)) {
            return pass();
        }
        return Double.isFinite(price)
                ? Optional.of(
                        new Shortfall(gate, Decimals.textUp(price), Decimals.textDown(most), OptionalDouble.of(price)))
                : word(gate, UNKNOWN, Decimals.textDown(most));
    }

    static Optional<Shortfall> minPrice(Gate gate, Offer offer, Screening screening) {
        double least = screening.demand().filter().minDollarsPerHour().orElse(0);
        return atLeast(gate, OptionalDouble.of(screening.demand().dollarsPerHour(offer)), least);
    }

    static Optional<Shortfall> disk(Gate gate, Offer offer, Screening screening) {
        return atLeast(gate, offer.diskGb(), workload(screening).diskGb());
    }

    static Optional<Shortfall> duration(Gate gate, Offer offer, Screening screening) {
        OptionalDouble left = offer.rentableFor().isPresent()
                ? OptionalDouble.of(hours(offer.rentableFor().get()))
                : OptionalDouble.empty();
        return atLeast(gate, left, hours(screening.demand().filter().minRentableFor()));
    }

    static Optional<Shortfall> badHost(Gate gate, Offer offer, Screening screening) {
        return screening
                .bars()
                .against(offer)
                .map(reason -> new Shortfall(gate, reason, "not barred", OptionalDouble.empty()));
    }

    static Optional<Shortfall> bid(Gate gate, Offer offer, Screening screening) {
        boolean needed = screening.demand().filter().rentalType() == RentalType.INTERRUPTIBLE;
        return !needed || offer.minBid().isPresent() ? pass() : word(gate, UNKNOWN, "a lowest bid");
    }

    /** A limit of zero asks nothing, so not even a value. */
    private static Optional<Shortfall> atLeast(Gate gate, OptionalDouble value, double least) {
        if (least <= 0 || (value.isPresent() && Decimals.reaches(value.getAsDouble(), least))) {
            return pass();
        }
        String text = value.isPresent() ? Decimals.textDown(value.getAsDouble()) : UNKNOWN;
        return Optional.of(new Shortfall(gate, text, Decimals.textUp(least), value));
    }

    private static Optional<Shortfall> word(Gate gate, String value, String limit) {
        return Optional.of(new Shortfall(gate, value, limit, OptionalDouble.empty()));
    }

    private static Optional<Shortfall> pass() {
        return Optional.empty();
    }

    private static OptionalDouble number(OptionalInt value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / MILLIS_PER_HOUR;
    }

    private static Workload workload(Screening screening) {
        return screening.demand().workload();
    }
}
