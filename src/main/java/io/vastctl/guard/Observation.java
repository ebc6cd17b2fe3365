package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the guard saw in one look, and what it remembers of earlier ones; all that a decision depends on but the plan and
 * the time. Any value is allowed: what makes no sense counts as unknown.
 *
 * @param at when the look ended, by the guard's clock
 * @param api whether the marketplace could be asked
 * @param rentals those that the guard's journal rented for this plan and that are not proven gone; never others'
 * @param ventures rents under way: the intent is written down, no rental has come of it yet
 * @param mishaps the failures of the last day, for the storm breaker and the wait after a failed rent
 * @param clockJump by how much the wall clock moved against the steady one since the last look, if it did; the loop has
 *     already moved the remembered moments along with it
 */
public record Observation(
        Instant at,
        Sight api,
        Purse purse,
        List<Rental> rentals,
        List<Venture> ventures,
        List<Mishap> mishaps,
        Optional<Duration> clockJump) {

    public Observation {
        rentals = List.copyOf(rentals);
        ventures = List.copyOf(ventures);
        mishaps = List.copyOf(mishaps);
    }
}
