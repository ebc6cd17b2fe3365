package io.vastctl.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.OfferSearch;
import io.vastctl.scale.CallTally.Kind;
import org.junit.jupiter.api.Test;

/** What a survey asks of the marketplace; {@code src/bench/scale calls} asks the same of 1,000. */
class SurveyCallsTest {

    @Test
    void aSurveyOfMoreThanAreRentedInAMinuteKeepsEveryLimitAndGivesAllBack() throws InterruptedException {
        try (SurveyCalls calls = new SurveyCalls(30, 1)) {
            SurveyCalls.Played played = calls.play(30);

            assertThat(played.end()).isEqualTo(ExitCode.DONE);
            assertThat(played.works()).as(played.reasons().toString()).isGreaterThanOrEqualTo(29);
            assertThat(played.left()).isZero();
            assertThat(played.alive()).isZero();
            calls.tally().between(0, played.minutes() + 1).forEach((kind, figures) -> {
                assertThat(figures.refused()).as(kind.words()).isZero();
                assertThat((double) figures.most())
                        .as(kind.words())
                        .isLessThanOrEqualTo(Math.floor(kind.mostPerMinute()));
            });
            assertThat(calls.tally()
                            .figures(Kind.SEARCH, 0, played.minutes() + 1)
                            .calls())
                    .isEqualTo(1);
        }
    }

    @Test
    void theMoreMachinesAreWantedTheMoreOffersAreAskedForWithinBounds() {
        assertThat(OfferSearch.limitFor(1)).isEqualTo(500);
        assertThat(OfferSearch.limitFor(200)).isEqualTo(800);
        assertThat(OfferSearch.limitFor(1_000)).isEqualTo(2_000);
        assertThat(OfferSearch.limitFor(Integer.MAX_VALUE)).isEqualTo(2_000);
    }
}
