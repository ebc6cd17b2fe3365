package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Bounds;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.Intent;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a rental that is about to be made finds taken. An open one holds its place and its worst case. */
class ReservationTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    private final List<Instance> listing = new ArrayList<>();
    private Ceilings ceilings = limits(4, AccountCeilings.NONE);
    private double credit = 10;

    private static Ceilings limits(int rentals, AccountCeilings account) {
        return new Ceilings(5, Duration.ofHours(2), 3, rentals, account);
    }

    private static Intent intent(String run, double worst) {
        return intent(run, worst, MarketName.REAL, 1);
    }

    private static Intent intent(String run, double worst, String market, long account) {
        return new Intent(
                "vastctl-" + run + "-1",
                run,
                1,
                run.hashCode(),
                2,
                3,
                new Prices(0.30, 0.01, 0, 0),
                Origin.REAL,
                market,
                OptionalLong.of(account),
                Purpose.TEST,
                new Bounds(0, Optional.empty(), Duration.ZERO, worst));
    }

    private static Entry entry(Intent intent, State state) {
        return Entries.entry(intent, state, 0, Optional.empty());
    }

    private Optional<Failure> objection(Entry... journal) {
        AccountLook look = new AccountLook(
                MarketName.REAL,
                OptionalLong.of(1),
                Clock.fixed(Entries.NOW, ZoneOffset.UTC),
                Entries.NOW,
                credit,
                listing);
        Reservation room =
                new Reservation(look, ceilings, "vastctl", 1.0, intent("mine", 0.40), Duration.ofHours(1), Entries.NOW);
        List<Entry> closed = Stream.of(journal)
                .filter(entry -> !entry.isOpen() && entry.intent().market().equals(MarketName.REAL))
                .toList();
        Map<Instant, Double> sums = new HashMap<>();
        room.asked().sumsSince().forEach(since -> sums.put(since, Funds.spentSince(closed, since, Entries.NOW)));
        return room.objection(new Journal.SoFar(List.of(journal), sums));
    }

    private void stops(String ceiling, Optional<Failure> found, String... words) {
        assertThat(found).isPresent();
        assertThat(found.get().failureClass()).isEqualTo(FailureClass.LIMIT);
        assertThat(found.get().signature()).isEqualTo(ceiling);
        assertThat(found.get().evidence()).contains(words).doesNotContain("\n");
    }

    @Test
    void anIntentOfAnotherRunTakesAPlaceBeforeAnyListingShowsIt() {
        ceilings = limits(1, AccountCeilings.NONE);

        assertThat(objection()).isEmpty();
        stops(
                "max-rentals",
                objection(entry(intent("other", 0.4), State.INTENDED)),
                "1 rentals",
                "the limit is 1 (setting max-rentals)",
                "held by run other 1");
    }

    @Test
    void anOfferThatAnotherRunHasIsGone() {
        Intent same = intent("mine", 0.1);

        Optional<Failure> found = objection(entry(same, State.INTENDED));

        assertThat(found.orElseThrow().failureClass()).isEqualTo(FailureClass.OFFER_GONE);
        assertThat(found.get().evidence()).contains("run mine is renting offer " + same.offerId());
        assertThat(objection(entry(same, State.GONE))).isEmpty();
    }

    @Test
    void everyStateThatMayCostMoneyTakesAPlaceAndAClosedOneNone() {
        ceilings = limits(1, AccountCeilings.NONE);

        for (State state : State.values())
            assertThat(objection(entry(intent("other", 0.4), state)).isEmpty())
                    .as(state.name())
                    .isEqualTo(state.isClosed());
    }

    @Test
    void whatTheListingShowsCountsOnceAndNotAtAllOnceItIsKnownToBeGone() {
        ceilings = limits(2, AccountCeilings.NONE);
        listing.add(FakeVast.row(7, "vastctl-other-1"));

        assertThat(objection(entry(intent("other", 0.4), State.CREATED))).isEmpty();
        assertThat(objection(entry(intent("other", 0.4), State.GONE))).isEmpty();
        listing.add(FakeVast.row(8, "vastctl-of-another-database-1"));
        stops(
                "max-rentals",
                objection(entry(intent("other", 0.4), State.CREATED)),
                "held by run other 1, no journal 1");
    }

    @Test
    void rentalsOfAnotherAccountOrMarketOrPrefixTakeNoPlace() {
        ceilings = limits(1, AccountCeilings.NONE);
        listing.add(FakeVast.row(8, "somebody-else"));

        assertThat(objection(
                        entry(intent("a", 9, MarketName.REAL, 2), State.CREATED),
                        entry(intent("b", 9, "http://127.0.0.1:8080", 1), State.CREATED)))
                .isEmpty();
    }

    @Test
    void whatOthersMayStillCostHoldsTheDollarsOfTheDay() {
        ceilings = limits(9, new AccountCeilings(OptionalDouble.of(1.25), NONE, NONE));

        assertThat(objection(entry(intent("a", 0.4), State.INTENDED))).isEmpty();
        stops(
                "max-spend-day",
                objection(entry(intent("a", 0.4), State.INTENDED), entry(intent("b", 0.5), State.CREATED)),
                "$1.300 spent today (UTC) of $1.250",
                "$0.900 of it held by run b $0.500, run a $0.400");
    }

    @Test
    void aKeptRentalAndOneThatNobodyReckonedHoldWhatTheyCostMeanwhile() {
        ceilings = limits(9, new AccountCeilings(NONE, OptionalDouble.of(1.0), NONE));

        assertThat(objection(entry(intent("a", 0), State.KEPT))).isEmpty();
        stops(
                "max-spend-month",
                objection(entry(intent("a", 0), State.CREATED), entry(intent("b", 0.1), State.KEPT)),
                "$1.020 spent this month (UTC) of $1.000");
    }

    @Test
    void theFloorOfTheCreditHoldsForTheAccountThatPays() {
        ceilings = limits(9, new AccountCeilings(NONE, NONE, OptionalDouble.of(9)));

        assertThat(objection(entry(intent("a", 0.5), State.INTENDED))).isEmpty();
        assertThat(objection(
                        entry(intent("a", 0.5), State.INTENDED),
                        entry(intent("b", 0.5, MarketName.REAL, 2), State.INTENDED)))
                .isEmpty();
        stops(
                "balance-floor",
                objection(entry(intent("a", 0.5), State.INTENDED), entry(intent("b", 0.2), State.INTENDED)),
                "the floor is $9.000");
    }

    @Test
    void foreignInstancesCostWhatTheyTellOrAsMuchAsOursMay() {
        ceilings = limits(9, new AccountCeilings(NONE, NONE, OptionalDouble.of(9)));
        listing.add(FakeVast.row(8, "somebody-else"));

        stops("balance-floor", objection(), "$8.600 of credit left");
    }

    @Test
    void fewRunsAreNamedHoweverManyThereAre() {
        ceilings = limits(5, AccountCeilings.NONE);
        Entry[] five = new Entry[5];
        for (int run = 0; run < five.length; run++) five[run] = entry(intent("r" + run, 0.1), State.CREATED);

        stops("max-rentals", objection(five), "held by run r0 1, run r1 1, run r2 1 and 2 more runs");
    }
}
