package io.vastctl.config;

import io.vastctl.guard.Plan;
import java.time.Duration;
import java.util.Optional;

/**
 * What a plan file says: the plan, and how the loop goes about it.
 *
 * @param every from one look to the next
 * @param notifyUrl gets what is to be told as an HTTP POST; may hold a secret
 * @param notifyCommand a program that gets it on its stdin
 */
public record GuardSetup(Plan plan, Duration every, Optional<String> notifyUrl, Optional<String> notifyCommand) {

    /** How often it looks, if the plan does not say. */
    public static final Duration EVERY = Duration.ofSeconds(30);

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** @throws IllegalArgumentException if the time between two looks is out of bounds */
    public GuardSetup {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("the time from one look to the next must last from "
                    + Durations.format(SHORTEST) + " to " + Durations.format(LONGEST) + ", not "
                    + Durations.format(every));
    }

    /** Leaves out where notices go: addresses hold secrets. */
    @Override
    public String toString() {
        return "GuardSetup[" + plan + ", every=" + every + "]";
    }
}
