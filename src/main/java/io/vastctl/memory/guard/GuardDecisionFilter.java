package io.vastctl.memory.guard;

import java.time.Instant;
import java.util.Optional;

/**
 * Which stored decisions are wanted.
 *
 * @param rule by its published name; empty for all
 * @param endpoint whose; empty for all
 * @param routine whether also what is only told, and the renewals of leases
 * @param most how many at most, the newest
 */
public record GuardDecisionFilter(
        Instant since, Optional<String> rule, Optional<String> endpoint, boolean routine, int most) {

    /** What acted since that moment. */
    public static GuardDecisionFilter since(Instant since, int most) {
        return new GuardDecisionFilter(since, Optional.empty(), Optional.empty(), false, most);
    }
}
