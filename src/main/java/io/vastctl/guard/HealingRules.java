package io.vastctl.guard;

import java.time.Duration;

/**
 * The ladder: the smallest step first, each with its number of tries, and after each the time it needs to help. The last step, to
 * rent another machine, has {@link ReplacementRules} of its own.
 *
 * @param spareAfter an endpoint that has not answered for so long gets a second machine while the ladder goes on
 * @param forgiveAfter a step taken that long ago no longer counts, if the endpoint answers
 */
public record HealingRules(Effort restart, Effort reboot, Effort recycle, Duration spareAfter, Duration forgiveAfter) {

    /**
     * How hard one step is tried.
     *
     * @param tries how often before the next step comes; 0 leaves the step out
     * @param settle how long it needs to help; doubled with each further try
     */
    public record Effort(int tries, Duration settle) {

        /** @throws IllegalArgumentException if a number is out of bounds */
        public Effort {
            Bounds.between("the tries of a step", tries, 0, 10);
            Bounds.between("the time a step needs", settle, Duration.ZERO, Duration.ofHours(6));
        }
    }

    public static final HealingRules STANDARD = new HealingRules(
            new Effort(2, Duration.ofMinutes(5)),
            new Effort(1, Duration.ofMinutes(10)),
            new Effort(1, Duration.ofMinutes(20)),
            Duration.ofMinutes(10),
            Duration.ofHours(6));

    /** @throws IllegalArgumentException if a number is out of bounds */
    public HealingRules {
        Bounds.between("the time until a spare is rented", spareAfter, Duration.ZERO, Duration.ofDays(1));
        Bounds.between("the time until a step is forgiven", forgiveAfter, Duration.ZERO, Duration.ofDays(30));
    }

    public Effort of(Step step) {
        return switch (step) {
            case RESTART_SERVER -> restart;
            case REBOOT -> reboot;
            case RECYCLE -> recycle;
        };
    }
}
