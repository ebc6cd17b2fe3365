package io.vastctl.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.scale.CallTally.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guard asks of the marketplace while it keeps alive; {@code src/bench/scale calls} asks the same of 1,000. */
class GuardCallsTest {

    private static final int ROWS_TO_A_PAGE = 25;

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void oneListingALookIsAllThatARentalCosts(int rentals) throws InterruptedException {
        assertListings(rentals);
    }

    @Test
    void beyondAPageEachLookTakesOnePageMore() throws InterruptedException {
        assertListings(ROWS_TO_A_PAGE + 1);
    }

    /** Begun at once, they would make a search and a listing each, and look at their instances one by one. */
    @Test
    void rentsReadOneListingAndMakeOneSearchAndNoneIsRefused() throws InterruptedException {
        int rentals = 14;
        try (GuardCalls calls = new GuardCalls(rentals, 1)) {
            GuardCalls.Played played = calls.play(Duration.ofHours(1), Duration.ofMinutes(1));

            assertThat(played.full()).as("all answered").isPresent();
            assertThat(calls.tally().figures(Kind.SEARCH, 0, played.from()).calls())
                    .isLessThan(rentals / 2);
            assertThat(calls.tally().figures(Kind.SHOW, 0, played.from()).calls())
                    .isLessThan(rentals);
            assertThat(calls.tally().figures(Kind.CREATE, 0, 1).calls())
                    .as("creates of the first minute")
                    .isLessThanOrEqualTo(10);
            for (Kind kind : Kind.values())
                assertThat(calls.tally().figures(kind, 0, played.to()).refused())
                        .as(kind.words())
                        .isZero();
        }
    }

    /** More than are proven gone within five minutes: two looks each, one in two seconds. */
    @Test
    void manyAreGivenBackByOneDestroyEachAndNobodyIsAlarmed() throws InterruptedException {
        int rentals = 90;
        try (GuardCalls calls = new GuardCalls(rentals, 1)) {
            GuardCalls.Played played = calls.takeOver(Duration.ofMinutes(10));
            assertThat(played.alive()).isEqualTo(rentals);

            GuardCalls.GivenBack gone = calls.giveBack(Duration.ofHours(1));

            assertThat(gone.alive()).isZero();
            assertThat(gone.to() - gone.from()).as("minutes").isLessThan(20);
            assertThat(calls.tally()
                            .figures(Kind.DESTROY, played.from(), gone.to())
                            .calls())
                    .isEqualTo(rentals);
            assertThat(calls.happened()).noneMatch(line -> line.contains("NOT PROVEN GONE"));
        }
    }

    private static void assertListings(int rentals) throws InterruptedException {
        try (GuardCalls calls = new GuardCalls(rentals, 1)) {
            GuardCalls.Played played = calls.play(Duration.ofHours(1), Duration.ofMinutes(8));

            int pages = (rentals + ROWS_TO_A_PAGE - 1) / ROWS_TO_A_PAGE;
            assertThat(played.serving()).as("answer").isEqualTo(rentals);
            assertThat(played.to() - played.from()).as("minutes").isGreaterThan(5);
            // Looks come a minute apart and not at its edges, so that one more or less may fall into the span.
            assertThat((double) count(calls, Kind.LIST, played) / pages)
                    .isBetween(played.ticks() - 2.0, played.ticks() + 1.0);
            assertThat(count(calls, Kind.SHOW, played)).isZero();
            assertThat(count(calls, Kind.USER, played)).isLessThanOrEqualTo(played.ticks());
        }
    }

    private static int count(GuardCalls calls, Kind kind, GuardCalls.Played played) {
        return calls.tally().figures(kind, played.from(), played.to()).calls();
    }
}
