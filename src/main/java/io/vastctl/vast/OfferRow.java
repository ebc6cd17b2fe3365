package io.vastctl.vast;

import io.vastctl.offer.Offer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One row of a search answer as it comes; any field may be missing. */
record OfferRow(
        @Nullable Long id,
        @Nullable Long askContractId,
        @Nullable Long machineId,
        @Nullable Long hostId,
        List<Long> gpuIds,
        @Nullable String gpuName,
        @Nullable String gpuArch,
        @Nullable Long numGpus,
        @Nullable Double gpuRam,
        @Nullable Double computeCap,
        @Nullable Double cudaMaxGood,
        @Nullable String driverVersion,
        @Nullable Double gpuLanes,
        @Nullable Double dphBase,
        @Nullable Double dphTotal,
        @Nullable Double storageCost,
        @Nullable Double storageTotalCost,
        @Nullable Double inetDownCost,
        @Nullable Double inetUpCost,
        @Nullable Double minBid,
        @Nullable Double inetDown,
        @Nullable Double inetUp,
        @Nullable Double diskSpace,
        @Nullable Double cpuRam,
        @Nullable Double directPortCount,
        @Nullable Double reliability,
        @Nullable Double reliability2,
        @Nullable String verification,
        @Nullable Boolean rentable,
        @Nullable Boolean rented,
        @Nullable String geolocation,
        @Nullable Double hostingType,
        @Nullable Double duration,
        @Nullable String resourceType) {

    private static final double HOURS_PER_MONTH = 720;
    /** A hundred years: more is a broken number that must not overflow somebody's sum. */
    private static final double LONGEST_RENTAL_SECONDS = 100 * 365.25 * 86_400;
    /**
     * The value, if the row names its offer, machine, owner, cards and prices. The search asked for
     * rentable offers only, so a row that is silent about that counts as one.
     *
     * @param diskGb the disk that the search priced; needed where a price must be derived
     */
    Optional<Offer> toOffer(int diskGb) {
        Long offerId = id == null ? askContractId : id;
        OptionalDouble gpuPrice = gpuPrice(diskGb);
        OptionalDouble diskPrice = diskPrice(diskGb);
        if (offerId == null || machineId == null || hostId == null || gpuName == null) return Optional.empty();
        OptionalInt cards = numGpus == null ? OptionalInt.empty() : whole(numGpus.doubleValue());
        OptionalInt cardRam = whole(gpuRam);
        if (cards.isEmpty() || cardRam.isEmpty() || gpuPrice.isEmpty() || diskPrice.isEmpty()) return Optional.empty();
        return Optional.of(new Offer(
                offerId,
                machineId,
                hostId,
                gpuIds,
                gpuName.strip(),
                text(gpuArch),
                cards.getAsInt(),
                cardRam.getAsInt(),
                whole(computeCap),
                real(cudaMaxGood),
                text(driverVersion),
                whole(gpuLanes),
                gpuPrice.getAsDouble(),
                diskPrice.getAsDouble(),
                real(inetDownCost),
                real(inetUpCost),
                real(minBid),
                real(inetDown),
                real(inetUp),
                real(diskSpace),
                whole(cpuRam),
                whole(directPortCount),
                real(reliability == null ? reliability2 : reliability),
                text(verification),
                rentable == null || rentable,
                rented != null && rented,
                country(geolocation),
                text(geolocation),
                hostingType != null && hostingType == 1,
                rentableFor(),
                text(resourceType).orElse("gpu")));
    }

    /** The code stands after the last comma; older rows and fixtures hold it alone, or a name without one. */
    static Optional<String> country(@Nullable String location) {
        if (location == null) return Optional.empty();
        String last = location.substring(location.lastIndexOf(',') + 1).strip();
        boolean code = last.length() == 2 && isLetter(last.charAt(0)) && isLetter(last.charAt(1));
        return code ? Optional.of(last.toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    private static boolean isLetter(char sign) {
        return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z');
    }

    private OptionalDouble gpuPrice(int diskGb) {
        if (dphBase != null) return atLeastZero(dphBase);
        if (dphTotal == null) return OptionalDouble.empty();
        if (storageTotalCost != null) return atLeastZero(dphTotal - storageTotalCost);
        if (storageCost == null) return OptionalDouble.empty();
        return atLeastZero(dphTotal - storageCost * diskGb / HOURS_PER_MONTH);
    }

    private OptionalDouble diskPrice(int diskGb) {
        if (storageCost != null) return atLeastZero(storageCost);
        if (storageTotalCost == null || diskGb <= 0) return OptionalDouble.empty();
        return atLeastZero(storageTotalCost * HOURS_PER_MONTH / diskGb);
    }

    private Optional<Duration> rentableFor() {
        if (duration == null) return Optional.empty();
        return Optional.of(Duration.ofSeconds((long) Math.max(0, Math.min(duration, LONGEST_RENTAL_SECONDS))));
    }

    private static OptionalDouble atLeastZero(double price) {
        return price >= 0 && Double.isFinite(price) ? OptionalDouble.of(price) : OptionalDouble.empty();
    }

    private static OptionalDouble real(@Nullable Double number) {
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    private static OptionalInt whole(@Nullable Double number) {
        if (number == null || Math.abs(number) > Integer.MAX_VALUE) return OptionalInt.empty();
        return OptionalInt.of((int) Math.round(number));
    }

    private static Optional<String> text(@Nullable String raw) {
        return Optional.ofNullable(raw).map(String::strip).filter(stripped -> !stripped.isEmpty());
    }
}
