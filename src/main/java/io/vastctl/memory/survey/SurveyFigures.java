package io.vastctl.memory.survey;

import io.vastctl.memory.AttemptRow;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What an attempt tells of its machine's speed. Empty where a phase was not gone through to its end. */
public record SurveyFigures(AttemptRow attempt) {

    private static final Set<Phase> BOOT = Set.of(Phase.CREATE, Phase.CONTAINER_START, Phase.SSH);
    private static final double SECONDS_PER_HOUR = 3600;

    /** Seconds that the image took to arrive. */
    public OptionalDouble pullSeconds() {
        return seconds(Set.of(Phase.IMAGE_PULL));
    }

    /** Seconds from the image to the first login, the order included. */
    public OptionalDouble bootSeconds() {
        boolean booted = attempt.phases().stream().anyMatch(time -> time.phase() == Phase.SSH);
        return booted ? seconds(BOOT) : OptionalDouble.empty();
    }

    /** Seconds that the model took to arrive. */
    public OptionalDouble downloadSeconds() {
        return seconds(Set.of(Phase.MODEL_DOWNLOAD));
    }

    /** Seconds from the order to the first token; of one that works. */
    public OptionalDouble readySeconds() {
        if (!attempt.outcome().equals(AttemptRow.READY)) return OptionalDouble.empty();
        return sum(Set.of(Phase.values()));
    }

    /** Tokens for one USD at the speed of one request at a time. */
    public OptionalDouble tokensPerDollar() {
        if (attempt.tokensPerSecond().isEmpty() || attempt.dollarsPerHour() <= 0) return OptionalDouble.empty();
        return OptionalDouble.of(attempt.tokensPerSecond().getAsDouble() * SECONDS_PER_HOUR / attempt.dollarsPerHour());
    }

    /** A phase in which the attempt failed was not gone through. */
    private OptionalDouble seconds(Set<Phase> phases) {
        Optional<Phase> failedIn = attempt.failure().map(failure -> failure.phase());
        if (failedIn.filter(phases::contains).isPresent()) return OptionalDouble.empty();
        return sum(phases);
    }

    private OptionalDouble sum(Set<Phase> phases) {
        boolean seen = attempt.phases().stream().anyMatch(time -> phases.contains(time.phase()));
        if (!seen) return OptionalDouble.empty();
        Duration all = attempt.phases().stream()
                .filter(time -> phases.contains(time.phase()))
                .map(PhaseTime::duration)
                .reduce(Duration.ZERO, Duration::plus);
        return OptionalDouble.of(all.toMillis() / 1000.0);
    }
}
