package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProjectionTest {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private final Projection projection = new Projection();
    private Optional<String> verdict = Optional.empty();

    /** One look every ten seconds. */
    private void look(String stage, int second, double share) {
        projection.note(Instant.EPOCH.plusSeconds(second), stage, OptionalDouble.of(share));
        Optional<String> late = projection.tooLate(WINDOW.minusSeconds(second));
        if (verdict.isEmpty()) verdict = late;
    }

    @Test
    void aSteadyDownloadThatCannotEndInTimeIsCalledSoWithTheNumbers() {
        for (int second = 0; second <= 120; second += 10) look("download", second, second / 6000.0);

        assertThat(verdict)
                .hasValueSatisfying(why -> assertThat(why).contains("download", "% a minute", "the window has"));
        assertThat(projection.remaining().orElseThrow()).isBetween(Duration.ofSeconds(5800), Duration.ofSeconds(5900));
    }

    @Test
    void nothingIsSaidBeforeThereIsEnoughToMeasure() {
        for (int second = 0; second <= 50; second += 10) look("download", second, second / 60000.0);

        assertThat(projection.remaining()).isEmpty();
        assertThat(verdict).isEmpty();
    }

    @Test
    void theBestSpeedSeenCounts() {
        for (int second = 0; second <= 90; second += 10) look("download", second, second / 300.0);
        for (int second = 100; second <= 600; second += 10) look("download", second, 0.3 + second / 100_000.0);
        assertThat(verdict).isEmpty();
    }

    @Test
    void aNewStageIsMeasuredAnew() {
        for (int second = 0; second <= 70; second += 10) look("download", second, second / 60_000.0);
        look("weights", 80, 0.1);

        assertThat(projection.remaining()).isEmpty();
        assertThat(verdict).isEmpty();
    }

    @Test
    void aFinishThatIsOnlyALittleLateIsWaitedFor() {
        for (int second = 0; second <= 300; second += 10) look("download", second, second / 1100.0);

        assertThat(verdict).isEmpty();
    }
}
