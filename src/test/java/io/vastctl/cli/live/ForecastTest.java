package io.vastctl.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.PhaseSpread;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Duration RANKED = Duration.ofMinutes(5);

    private final Forecast known = new Forecast(Map.of(
            Phase.IMAGE_PULL, spread(Phase.IMAGE_PULL, 100),
            Phase.MODEL_DOWNLOAD, spread(Phase.MODEL_DOWNLOAD, 60),
            Phase.MODEL_LOAD, spread(Phase.MODEL_LOAD, 20)));

    @Test
    void withoutHistoryTheRankingsEstimateCounts() {
        Forecast unknown = new Forecast(Map.of());

        assertThat(unknown.remaining(Phase.SSH, s(10), OptionalDouble.empty(), s(200), Optional.of(RANKED)))
                .contains(s(100));
        assertThat(unknown.remaining(Phase.SSH, s(10), OptionalDouble.empty(), s(400), Optional.of(RANKED)))
                .contains(Duration.ZERO);
        assertThat(unknown.remaining(Phase.SSH, s(10), OptionalDouble.empty(), s(400), Optional.empty()))
                .isEmpty();
    }

    @Test
    void withHistoryTheRestOfThePhaseAndAllLaterOnesCount() {
        assertThat(remaining(Phase.IMAGE_PULL, 40, OptionalDouble.empty())).isEqualTo(s(60 + 60 + 20));
        assertThat(remaining(Phase.MODEL_LOAD, 5, OptionalDouble.empty())).isEqualTo(s(15));
    }

    @Test
    void aPhaseThatTakesLongerThanUsualIsTakenToEndNow() {
        assertThat(remaining(Phase.IMAGE_PULL, 500, OptionalDouble.empty())).isEqualTo(s(80));
        assertThat(remaining(Phase.MODEL_LOAD, 500, OptionalDouble.empty())).isZero();
    }

    @Test
    void thePaceWithinThePhaseBeatsHistory() {
        assertThat(remaining(Phase.MODEL_DOWNLOAD, 30, OptionalDouble.of(0.25))).isEqualTo(s(90 + 20));
    }

    @Test
    void aPaceIsNotReadFromTheFirstMoments() {
        assertThat(remaining(Phase.MODEL_DOWNLOAD, 30, OptionalDouble.of(0.01))).isEqualTo(s(30 + 20));
        assertThat(remaining(Phase.MODEL_DOWNLOAD, 2, OptionalDouble.of(0.5))).isEqualTo(s(58 + 20));
    }

    @Test
    void itSaysHowManyStartsItKnows() {
        assertThat(known.starts()).isEqualTo(7);
        assertThat(new Forecast(Map.of()).starts()).isZero();
    }

    private Duration remaining(Phase phase, int inPhase, OptionalDouble share) {
        return known.remaining(phase, s(inPhase), share, s(1000), Optional.of(RANKED))
                .orElseThrow();
    }

    private static PhaseSpread spread(Phase phase, int median) {
        return new PhaseSpread(phase, s(median), s(median * 2L), 7);
    }

    private static Duration s(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
