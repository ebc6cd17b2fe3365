package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Bidding;
import io.vastctl.guard.Life;
import io.vastctl.instance.Instance;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferBuilder;
import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BidMarketTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instance OURS = Loops.instance(7, Optional.of("running"), Optional.of("running"));
    private static final List<Offer> OFFERS = offers(0.30, 0.40, 0.50);

    private static List<Offer> offers(double... bids) {
        List<Offer> offers = new ArrayList<>();
        for (double bid : bids)
            offers.add(OfferBuilder.offer(100 + offers.size())
                    .machine(200 + offers.size())
                    .minBid(bid)
                    .build());
        return offers;
    }

    private static Bidding priced(BidMarket market, Instant now) {
        return market.priced(Loops.rental(7), Optional.of(OURS), Set.of(9L), now)
                .bidding()
                .orElseThrow();
    }

    @Test
    void theMiddleOneOfTheOthersIsTheMarketAndTheListingTellsTheLeast() {
        Bidding bid = priced(BidMarket.UNKNOWN.after(Optional.of(OFFERS), NOW), NOW);

        assertThat(bid.market()).isEqualTo(0.40);
        assertThat(bid.least()).isEqualTo(0.15);
    }

    @Test
    void whatTheSearchSaysOfOurMachineOutranksTheListing() {
        List<Offer> withOurs = new ArrayList<>(OFFERS);
        withOurs.add(OfferBuilder.offer(1).machine(9).minBid(0.19).build());
        Bidding bid = priced(BidMarket.UNKNOWN.after(Optional.of(withOurs), NOW), NOW);

        assertThat(bid.least()).isEqualTo(0.19);
        assertThat(bid.market()).as("ours is no market for ourselves").isEqualTo(0.40);
    }

    @Test
    void oneSearchAsksForAllCardsAndSeldom() {
        Instance other = Loops.instance(
                8,
                Optional.of("running"),
                Optional.of("running"),
                new Instance.Terms(
                        Optional.empty(),
                        Optional.of(true),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of("RTX 3090"),
                        OptionalInt.of(1)));
        OfferQuery query = BidMarket.UNKNOWN.question(List.of(OURS, other), NOW).orElseThrow();

        assertThat(query.gpuNames()).containsExactlyInAnyOrder("RTX 4090", "RTX 3090");
        assertThat(query.type()).isEqualTo(RentalType.INTERRUPTIBLE);
        assertThat(query.rentedToo()).isTrue();
        BidMarket asked = BidMarket.UNKNOWN.after(Optional.empty(), NOW);
        assertThat(asked.question(List.of(OURS), NOW.plus(Duration.ofSeconds(299))))
                .as("failed, and not asked again at once")
                .isEmpty();
        assertThat(asked.question(List.of(OURS), NOW.plus(BidMarket.BETWEEN))).isPresent();
        assertThat(BidMarket.UNKNOWN.question(List.of(), NOW)).isEmpty();
    }

    @Test
    void aFailedSearchLeavesTheLastPricesAndOldOnesAreNoMarketAnyMore() {
        BidMarket told = BidMarket.UNKNOWN.after(Optional.of(OFFERS), NOW);
        BidMarket failed = told.after(Optional.empty(), NOW.plus(BidMarket.BETWEEN));

        assertThat(priced(failed, NOW.plus(BidMarket.BETWEEN)).market()).isEqualTo(0.40);
        assertThat(priced(failed, NOW.plus(BidMarket.STALE)).market()).isNaN();
    }

    @Test
    void tooFewMachinesOfOthersAreNoMarketAndAbsenceOfOursIsNoPrice() {
        Bidding bid = priced(BidMarket.UNKNOWN.after(Optional.of(offers(0.3, 0.4)), NOW), NOW);

        assertThat(bid.market()).isNaN();
        assertThat(priced(BidMarket.UNKNOWN.after(Optional.of(List.of()), NOW), NOW)
                        .market())
                .isNaN();
    }

    @Test
    void whatTheListingSaysOfTheBidIsTakenOnceAChangeOfOursHasSettled() {
        var changed = Sightings.bid(Loops.rental(7), 0.25, NOW);

        assertThat(own(changed, NOW.plusSeconds(60))).isEqualTo(0.25);
        assertThat(own(changed, NOW.plusSeconds(120))).isEqualTo(0.2);
    }

    private static double own(io.vastctl.guard.Rental rental, Instant now) {
        return Sightings.listed(rental, Optional.of(OURS), List.of(), now)
                .bidding()
                .orElseThrow()
                .own();
    }

    @Test
    void anInterruptibleRentalWhoseEndpointLeftThePlanIsStillOne() {
        Instance stopped = Loops.instance(7, Optional.of("exited"), Optional.of("stopped"));
        var unplanned = Sightings.listed(Loops.rental(7), Optional.of(onDemand()), List.of(), NOW);
        assertThat(unplanned.bidding()).isEmpty();

        var told = Sightings.listed(unplanned, Optional.of(stopped), List.of(), NOW);
        assertThat(told.bidding()).isPresent();
        assertThat(told.life()).as("no failure of the machine").isEqualTo(Life.OUTBID);
    }

    private static Instance onDemand() {
        return Loops.instance(
                7,
                Optional.of("running"),
                Optional.of("running"),
                new Instance.Terms(
                        Optional.empty(),
                        Optional.of(false),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalInt.empty()));
    }

    @Test
    void aPauseBetweenTwoRequestsIsNoIdleness() {
        var busy = Sightings.busy(Loops.rental(7), OptionalDouble.of(80));
        var pause = Sightings.busy(busy, OptionalDouble.of(0));

        assertThat(pause.bidding().orElseThrow().utilisation()).hasValue(64);
        assertThat(Sightings.busy(busy, OptionalDouble.empty())
                        .bidding()
                        .orElseThrow()
                        .utilisation())
                .isEmpty();
    }
}
