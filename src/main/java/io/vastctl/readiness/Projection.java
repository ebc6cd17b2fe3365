package io.vastctl.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Projects when a stage will be finished from how fast it went so far. Only for a stage that tells its share; asks for
 * enough to measure before it says anything, and takes the best speed it saw, so that a slow beginning fails nobody.
 */
final class Projection {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration SPAN = Duration.ofMinutes(2);
    private static final int FEWEST = 5;

    /** Sizes and speeds are estimates: a finish must be this much too late before it counts. */
    private static final double MARGIN = 1.5;

    private record Sample(Instant at, double share) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private String stage = "";
    private double bestPerSecond;
    private int tooLate;

    /**
     * Takes in one look.
     *
     * @param share 0 to 1 within the stage
     */
    void note(Instant now, String currentStage, OptionalDouble share) {
        if (!currentStage.equals(stage) || isBehind(share)) restart(currentStage);
        if (share.isEmpty()) return;
        samples.addLast(new Sample(now, share.getAsDouble()));
        while (samples.size() > FEWEST && seconds(samples.getFirst().at(), now) > SPAN.toSeconds())
            samples.removeFirst();
        double seconds = seconds(samples.getFirst().at(), now);
        if (seconds < SHORTEST.toSeconds() || samples.size() < FEWEST) return;
        bestPerSecond = Math.max(
                bestPerSecond, (share.getAsDouble() - samples.getFirst().share()) / seconds);
    }

    private boolean isBehind(OptionalDouble share) {
        return share.isPresent()
                && !samples.isEmpty()
                && share.getAsDouble() < samples.getLast().share();
    }

    private void restart(String next) {
        stage = next;
        samples.clear();
        bestPerSecond = 0;
        tooLate = 0;
    }

    /** How much longer the stage takes at the best speed seen. */
    Optional<Duration> remaining() {
        if (bestPerSecond <= 0 || samples.isEmpty()) return Optional.empty();
        double seconds = (1 - samples.getLast().share()) / bestPerSecond;
        return seconds > Duration.ofDays(7).toSeconds()
                ? Optional.of(Duration.ofDays(7))
                : Optional.of(Duration.ofMillis((long) (seconds * 1000)));
    }

    /**
     * Why the stage will not be finished in time, with the numbers; empty while it may be.
     *
     * @param left of the window; to be asked once per look, since it takes three in a row
     */
    Optional<String> tooLate(Duration left) {
        boolean late = remaining()
                .filter(needed -> needed.toMillis() > left.toMillis() * MARGIN)
                .isPresent();
        tooLate = late ? tooLate + 1 : 0;
        return tooLate < 3 ? Optional.empty() : remaining().map(needed -> words(needed, left));
    }

    private String words(Duration needed, Duration left) {
        return String.format(
                Locale.ROOT,
                "%s is at %.1f %% and gains at best %.2f %% a minute: %d s more, and the window has %d s left",
                stage,
                samples.getLast().share() * 100,
                bestPerSecond * 6000,
                needed.toSeconds(),
                left.toSeconds());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
