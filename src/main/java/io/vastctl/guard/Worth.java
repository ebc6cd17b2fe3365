package io.vastctl.guard;

import java.util.Comparator;

/** Which rental is needed least. */
final class Worth {

    private Worth() {}

    /**
     * The least needed first: unwanted ones, those that serve nobody, the drained, the flawed, then by the
     * plan's order from its end, the hotter, the more often healed, the dearer. A hotter one never comes later.
     */
    static Comparator<Rental> leastFirst(Situation situation) {
        return Comparator.comparing((Rental rental) -> situation.wants(rental))
                .thenComparing(situation::serves)
                .thenComparing(rental -> rental.duty().draining().isEmpty())
                .thenComparing(rental -> Flaw.of(rental, situation).isEmpty())
                .thenComparing(rental -> -situation.plan().place(rental.endpoint()))
                .thenComparing(rental -> rental.heat().level(), Comparator.reverseOrder())
                .thenComparing(rental -> -tries(rental))
                .thenComparing(rental -> -situation.rate(rental))
                .thenComparing(rental -> -rental.instanceId());
    }

    private static long tries(Rental rental) {
        return rental.tries().values().stream().mapToLong(Rental.Tries::count).sum();
    }
}
