package io.vastctl.guard;

import java.time.Duration;
import java.util.Optional;

/**
 * When an endpoint counts as not answering, slow or broken. One bad look never does.
 *
 * @param misses bad looks in a row that count as not answering, 2 at least
 * @param faultyLooks looks in a row that show broken hardware before it counts, 2 at least
 * @param slowBelow share of its own usual speed below which a look is slow
 * @param slowLooks slow looks in a row that count as slow, 2 at least
 * @param lateness when the time to the first token makes a look slow; empty if it never does, as in plans stored by
 *     versions that did not know it
 */
public record HealthRules(int misses, int faultyLooks, double slowBelow, int slowLooks, Optional<Lateness> lateness) {

    public static final HealthRules STANDARD =
            new HealthRules(3, 2, 0.5, 10, Optional.of(new Lateness(3, Duration.ofSeconds(2))));

    /**
     * A look is slow too if its first token takes longer than both.
     *
     * @param times so many times its own usual time, above 1
     * @param least and this
     */
    public record Lateness(double times, Duration least) {

        /** @throws IllegalArgumentException if a number is out of bounds */
        public Lateness {
            Bounds.between("the times of the usual delay", times, 1.1, 1000);
            Bounds.between("the seconds of the least delay", (double) least.toSeconds(), 0, 3600);
        }
    }

    /** @throws IllegalArgumentException if a number is out of bounds */
    public HealthRules {
        Bounds.between("the misses", misses, 2, 1000);
        Bounds.between("the faulty looks", faultyLooks, 2, 1000);
        Bounds.between("the share of the usual speed", slowBelow, 0, 0.99);
        Bounds.between("the slow looks", slowLooks, 2, 10_000);
    }
}
