package io.vastctl.guard;

/**
 * When an endpoint counts as not answering, slow or broken. One bad look never does.
 *
 * @param misses bad looks in a row that count as not answering, 2 at least
 * @param faultyLooks looks in a row that show broken hardware before it counts, 2 at least
 * @param slowBelow share of its own usual speed below which a look is slow
 * @param slowLooks slow looks in a row that count as slow, 2 at least
 */
public record HealthRules(int misses, int faultyLooks, double slowBelow, int slowLooks) {

    public static final HealthRules STANDARD = new HealthRules(3, 2, 0.5, 10);

    /** @throws IllegalArgumentException if a number is out of bounds */
    public HealthRules {
        Bounds.between("the misses", misses, 2, 1000);
        Bounds.between("the faulty looks", faultyLooks, 2, 1000);
        Bounds.between("the share of the usual speed", slowBelow, 0, 0.99);
        Bounds.between("the slow looks", slowLooks, 2, 10_000);
    }
}
