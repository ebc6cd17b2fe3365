package io.vastctl.guard;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The storm breaker: so much fails at once that the cause is hardly the machines. */
final class Storms {

    private static final int FEWEST = 3;

    private static final Set<Mishap.Kind> MACHINES = EnumSet.of(Mishap.Kind.RENT_FAILED, Mishap.Kind.RENTAL_LOST);

    private Storms() {}

    static Optional<String> blowing(Situation situation) {
        ReplacementRules.Storm rules = situation.plan().replacement().storm();
        long failures = situation.seen().mishaps().stream()
                .filter(mishap -> MACHINES.contains(mishap.kind()))
                .filter(mishap -> Moments.between(mishap.at(), situation.now()).compareTo(rules.window()) <= 0)
                .count();
        if (failures >= rules.failures())
            return Optional.of(Phrases.count(failures, "failure") + " of rents and rentals within "
                    + Phrases.span(rules.window()) + ", limit " + rules.failures());
        long failing = situation.rentals().stream()
                .filter(rental -> rental.life() != Life.STARTING && !situation.serves(rental))
                .count();
        int all = situation.rentals().size();
        return failing >= FEWEST && failing >= rules.share() * all
                ? Optional.of(failing + " of " + all + " rentals fail at the same time, limit "
                        + Math.round(rules.share() * 100) + " %")
                : Optional.empty();
    }
}
