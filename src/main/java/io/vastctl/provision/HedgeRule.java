package io.vastctl.provision;

import io.vastctl.memory.PhaseSpread;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * When a start counts as slow, by our own history of the same workload in the same market. Pure.
 *
 * @param spreads how long each phase lasts in attempts that succeed
 */
record HedgeRule(Map<Phase, PhaseSpread> spreads) {

    /** Fewer attempts that succeeded say too little of the slowest tenth. */
    static final int LEAST_SAMPLES = 10;

    HedgeRule {
        spreads = Map.copyOf(spreads);
    }

    /** How many attempts that succeeded are known. */
    int samples() {
        return spreads.values().stream().mapToInt(PhaseSpread::count).max().orElse(0);
    }

    /** Whether enough is known of any phase. */
    boolean isUsable() {
        return samples() >= LEAST_SAMPLES;
    }

    /**
     * What makes a start slow: it has been in its phase for longer than nine of ten were, and for longer than a new
     * start takes to get past the same phase, by the medians. Without the second a phase of seconds that takes a
     * moment longer would rent a machine that could not be there in time.
     */
    Optional<Slowness> slow(Phase phase, Duration taken) {
        return Optional.ofNullable(spreads.get(phase))
                .filter(spread -> spread.count() >= LEAST_SAMPLES)
                .filter(spread -> taken.compareTo(spread.p90()) > 0)
                .filter(spread -> taken.compareTo(upTo(phase)) > 0)
                .map(spread -> new Slowness(phase, taken, spread.p90(), spread.count()));
    }

    /** From the order to the first token, by the medians. */
    Duration typicalStart() {
        return upTo(Phase.FIRST_TOKEN);
    }

    /** From the order to the end of that phase, by the medians. */
    private Duration upTo(Phase last) {
        return spreads.values().stream()
                .filter(spread -> spread.phase().compareTo(last) <= 0)
                .map(PhaseSpread::median)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
