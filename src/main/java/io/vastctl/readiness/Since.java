package io.vastctl.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For how long a condition has held without a break. */
final class Since {

    private final Clock clock;
    private Optional<Instant> began = Optional.empty();

    Since(Clock clock) {
        this.clock = clock;
    }

    /** Notes whether the condition holds now. */
    void holds(boolean holds) {
        if (!holds) began = Optional.empty();
        else if (began.isEmpty()) began = Optional.of(clock.instant());
    }

    boolean isOn() {
        return began.isPresent();
    }

    /** Zero while it does not hold. */
    Duration duration() {
        return began.map(start -> Duration.between(start, clock.instant())).orElse(Duration.ZERO);
    }

    boolean longerThan(Duration limit) {
        return duration().compareTo(limit) > 0;
    }
}
