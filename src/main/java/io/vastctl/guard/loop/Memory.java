package io.vastctl.guard.loop;

import io.vastctl.guard.Observation;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one look hands on to the next, on disk before anything is done.
 *
 * @param at when the last look ended; empty before the first
 * @param rentals as last seen, with what was decided for them since
 * @param blind since when the marketplace tells nothing; empty if it told something at the last look
 * @param balance USD of credit as last believed, and when
 * @param doubted USD as last told, where that was not believed; empty if it was
 * @param addresses where the rentals are reached, for a guard that is started while the marketplace tells nothing
 */
record Memory(
        Optional<Instant> at,
        List<Rental> rentals,
        Optional<Sight.Blind> blind,
        OptionalDouble balance,
        Optional<Instant> balanceAt,
        OptionalDouble doubted,
        List<Address> addresses) {

    static final Memory NOTHING = new Memory(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            List.of());

    Memory {
        rentals = List.copyOf(rentals);
        addresses = List.copyOf(addresses);
    }

    Optional<Rental> rental(long instanceId, String label) {
        return rentals.stream()
                .filter(rental ->
                        rental.instanceId() == instanceId && rental.label().equals(label))
                .findFirst();
    }

    /** The same with all remembered moments moved along with a clock that jumped. */
    Memory moved(Duration jump) {
        return new Memory(
                at.map(moment -> moment.plus(jump)),
                rentals.stream().map(rental -> rental.moved(jump)).toList(),
                blind.map(dark -> new Sight.Blind(dark.since().plus(jump), dark.why(), dark.refused())),
                balance,
                balanceAt.map(moment -> moment.plus(jump)),
                doubted,
                addresses);
    }

    /** What is left of an observation. */
    static Memory of(Observation seen, List<Rental> rentals, List<Address> addresses, Memory before) {
        boolean told =
                seen.api() instanceof Sight.Sees && seen.purse().balance().isPresent();
        boolean believed = told && !seen.purse().doubted();
        return new Memory(
                Optional.of(seen.at()),
                rentals,
                seen.api() instanceof Sight.Blind dark ? Optional.of(dark) : Optional.empty(),
                believed ? seen.purse().balance() : before.balance(),
                believed ? Optional.of(seen.at()) : before.balanceAt(),
                told ? doubted(seen) : before.doubted(),
                addresses);
    }

    private static OptionalDouble doubted(Observation seen) {
        return seen.purse().doubted() ? seen.purse().balance() : OptionalDouble.empty();
    }
}
