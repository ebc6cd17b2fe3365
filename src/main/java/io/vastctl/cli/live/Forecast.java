package io.vastctl.cli.live;

import io.vastctl.memory.PhaseSpread;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much longer a start takes: by the pace within its phase and our own history of the same workload, else by what
 * the ranking expected. Pure.
 *
 * @param typical how long each phase took in starts that succeeded; may be empty
 */
public record Forecast(Map<Phase, PhaseSpread> typical) {

    /** Less than this share of a phase says nothing about its pace. */
    private static final double TELLING_SHARE = 0.05;

    private static final Duration TELLING_TIME = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);

    public Forecast {
        typical = Map.copyOf(typical);
    }

    /** Starts that it knows of. */
    public int starts() {
        return typical.values().stream().mapToInt(PhaseSpread::count).max().orElse(0);
    }

    /**
     * From now to the first token.
     *
     * @param inPhase how long it has been in its phase
     * @param share 0 to 1 of that phase, where it is known
     * @param sinceOrder how long ago the machine was ordered
     * @param ranked what the ranking expects from the order to the first token, if this offer was ranked
     * @return zero if it should have been ready by now; empty if nobody can tell
     */
    public Optional<Duration> remaining(
            Phase phase, Duration inPhase, OptionalDouble share, Duration sinceOrder, Optional<Duration> ranked) {
        if (typical.isEmpty()) return ranked.map(whole -> positive(whole.minus(sinceOrder)));
        Duration later = typical.values().stream()
                .filter(spread -> spread.phase().compareTo(phase) > 0)
                .map(PhaseSpread::median)
                .reduce(Duration.ZERO, Duration::plus);
        Duration rest =
                atThisPace(inPhase, share).orElseGet(() -> positive(usual(phase).minus(inPhase)));
        return Optional.of(rest.plus(later));
    }

    private Duration usual(Phase phase) {
        return Optional.ofNullable(typical.get(phase)).map(PhaseSpread::median).orElse(Duration.ZERO);
    }

    private static Optional<Duration> atThisPace(Duration inPhase, OptionalDouble share) {
        if (share.isEmpty() || share.getAsDouble() < TELLING_SHARE || inPhase.compareTo(TELLING_TIME) < 0)
            return Optional.empty();
        double rest = inPhase.toMillis() * (1 - Math.min(1, share.getAsDouble())) / share.getAsDouble();
        return Optional.of(Duration.ofMillis((long) Math.min((double) LONGEST.toMillis(), rest)));
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
