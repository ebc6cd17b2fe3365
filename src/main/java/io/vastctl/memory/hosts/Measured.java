package io.vastctl.memory.hosts;

import java.util.OptionalDouble;

/**
 * Means of what was measured on one machine, over the attempts that measured it.
 *
 * @param downloadMbps megabits per second
 */
public record Measured(OptionalDouble downloadMbps, OptionalDouble firstTokenSeconds, OptionalDouble tokensPerSecond) {

    public static final Measured NOTHING =
            new Measured(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
