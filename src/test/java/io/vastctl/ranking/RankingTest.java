package io.vastctl.ranking;

import static io.vastctl.offer.OfferBuilder.offer;
import static io.vastctl.ranking.DemandBuilder.demand;
import static io.vastctl.ranking.ExperienceBuilder.NOW;
import static io.vastctl.ranking.ExperienceBuilder.experience;
import static io.vastctl.ranking.StrictnessPolicy.AGGRESSIVE;
import static io.vastctl.ranking.StrictnessPolicy.BALANCED;
import static io.vastctl.ranking.StrictnessPolicy.STRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {

    @Test
    void theCheaperOfTwoLikeOffersComesFirst() {
        assertThat(order(demand(), Experience.none(), offer(1).price(0.31), offer(2).price(0.30)))
                .containsExactly(2L, 1L);
    }

    @Test
    void byPriceAloneTheStickerCountsWhateverTrafficAndMemorySay() {
        Experience bad = experience().machine(1001, 0, 9).failed(1001, 100_001).build();
        DemandBuilder byPrice = demand().policy(StrictnessPolicy.baselines().get(0));

        assertThat(order(byPrice, bad, offer(1).price(0.20).traffic(0.053), offer(2).price(0.21)))
                .containsExactly(1L, 2L);
    }

    @Test
    void byTheOriginalOrderTheMachineWithMostSuccessesComesFirstThenTheCheapest() {
        Experience known = experience().machine(1001, 1, 0).machine(1002, 3, 2).build();
        DemandBuilder original = demand().policy(StrictnessPolicy.baselines().get(1));

        assertThat(order(
                        original,
                        known,
                        offer(1).price(0.40),
                        offer(2).price(0.60),
                        offer(3).price(0.30),
                        offer(4).price(0.20)))
                .containsExactly(2L, 1L, 4L, 3L);
    }

    @Test
    void dearTrafficOutweighsACheapStickerPriceForABigModel() {
        OfferBuilder cheapSticker = offer(1).price(0.20).traffic(0.053);
        OfferBuilder cheapTraffic = offer(2).price(0.40).traffic(0.001);

        assertThat(order(demand().modelGb(60), Experience.none(), cheapSticker, cheapTraffic))
                .containsExactly(2L, 1L);
    }

    @Test
    void aSlowLineCostsTheHoursItTakes() {
        OfferBuilder slow = offer(1).price(0.30).downloadMbps(100);
        OfferBuilder fast = offer(2).price(0.35).downloadMbps(2000);

        assertThat(order(demand(), Experience.none(), slow, fast)).containsExactly(2L, 1L);
    }

    @Test
    void anUnknownTrafficPriceOrSpeedIsTakenForABadOne() {
        assertThat(order(demand(), Experience.none(), offer(1).noTrafficPrice(), offer(2).noDownloadMbps(), offer(3)))
                .startsWith(3L);
    }

    @Test
    void failuresPushAMachineDown() {
        Experience failing =
                experience().machine(1, 0, 2).host(11, 0, 2).market(0, 2).build();

        assertThat(order(
                        demand(),
                        failing,
                        offer(1).machine(1).host(11).price(0.30),
                        offer(2).machine(2).host(12).price(0.35)))
                .containsExactly(2L, 1L);
    }

    @Test
    void whatDisappointedCountsAgainstThatMachineAloneAndNotItsHost() {
        Experience bad = experience()
                .host(11, 0, 1)
                .market(0, 1)
                .machine(3, 0, 1)
                .disappointed(1, 2)
                .build();
        Experience good =
                experience().host(11, 0, 1).market(0, 1).machine(3, 0, 1).build();
        OfferBuilder tried = offer(1).machine(1).host(11);
        OfferBuilder sibling = offer(2).machine(2).host(11);

        RankedOffer before = rank(demand(), good, tried.build()).eligible().get(0);
        RankedOffer after = rank(demand(), bad, tried.build()).eligible().get(0);

        assertThat(after.cost().successProbability())
                .isCloseTo(before.cost().successProbability() * 2 / 4, within(1e-12));
        assertThat(after.cost().probabilityBasis()).isEqualTo("machine disappointed");
        assertThat(rank(demand(), bad, sibling.build()).eligible())
                .isEqualTo(rank(demand(), good, sibling.build()).eligible());
    }

    @Test
    void aProvenMachineComesFirstWhereThePolicySaysSo() {
        Experience proven =
                experience().machine(1, 1, 0).host(11, 1, 0).market(1, 0).build();
        OfferBuilder dearButProven = offer(1).machine(1).host(11).price(0.90);
        OfferBuilder cheap = offer(2).machine(2).host(12).price(0.20);

        assertThat(order(demand().policy(STRICT), proven, dearButProven, cheap)).containsExactly(1L, 2L);
        assertThat(order(demand().policy(BALANCED), proven, dearButProven, cheap))
                .containsExactly(1L, 2L);
        assertThat(order(demand().policy(AGGRESSIVE), proven, dearButProven, cheap))
                .containsExactly(2L, 1L);
    }

    @Test
    void aSuccessProvesTheOtherMachinesOfItsHostUnlessOneOfThemIsBarred() {
        Offer sibling = offer(1).machine(2).host(11).build();
        ExperienceBuilder success = experience().machine(1, 1, 0).host(11, 1, 0);

        assertThat(rank(demand(), success.build(), sibling).eligible().get(0).proven())
                .isTrue();
        assertThat(rank(demand(), success.failed(3, 11).build(), sibling)
                        .eligible()
                        .get(0)
                        .proven())
                .isFalse();
    }

    @Test
    void noHistoryIsNotProven() {
        assertThat(rank(demand(), Experience.none(), offer(1).build())
                        .eligible()
                        .get(0)
                        .proven())
                .isFalse();
    }

    @Test
    void equalCostIsDecidedByPriceAndThenByOfferId() {
        assertThat(order(demand(), Experience.none(), offer(3), offer(1), offer(2)))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void anOfferSeenTwiceIsCountedOnceAndOverlappingOffersAllStay() {
        Ranked ranked = rank(
                demand(),
                Experience.none(),
                offer(1).gpuIds(5L).build(),
                offer(1).gpuIds(5L).price(0.5).build(),
                offer(2).gpuIds(5L).build());

        assertThat(ranked.seen()).isEqualTo(2);
        assertThat(ranked.eligible())
                .extracting(eligible -> eligible.offer().offerId())
                .containsExactly(1L, 2L);
        assertThat(ranked.eligible().get(0).cost().dollarsPerHour()).isEqualTo(0.30);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theOrderOfTheInputDoesNotMatter(int seed) {
        List<Offer> offers = randomOffers(new Random(seed), 300);
        Experience experience = experience()
                .machine(3, 2, 1)
                .host(4, 2, 3)
                .market(30, 9)
                .failed(5, 2)
                .build();
        Ranked ranked = Ranking.rank(offers, demand().build(), experience, NOW);

        List<Offer> shuffled = new ArrayList<>(offers);
        Collections.shuffle(shuffled, new Random(seed + 100L));

        assertThat(Ranking.rank(shuffled, demand().build(), experience, NOW)).isEqualTo(ranked);
        assertThat(ranked.eligible()).isNotEmpty();
        assertThat(ranked.excluded()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyOfferIsEitherRankedOrExcludedAndTheCostsRise(int seed) {
        List<Offer> offers = randomOffers(new Random(seed), 300);

        Ranked ranked = Ranking.rank(offers, demand().policy(AGGRESSIVE).build(), Experience.none(), NOW);

        assertThat(ranked.eligible().size() + ranked.excluded().size()).isEqualTo(ranked.seen());
        assertThat(ranked.eligible())
                .extracting(eligible -> eligible.cost().expectedDollars())
                .isSorted();
        assertThat(ranked.eligible()).first().extracting(RankedOffer::rank).isEqualTo(1);
        assertThat(ranked.excludedByGate().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(ranked.excluded().size());
    }

    @Test
    void exclusionsAreCountedByTheirFirstGateTheMostFrequentFirst() {
        Ranked ranked = rank(
                demand(),
                Experience.none(),
                offer(1).reliability(0.9).price(5).build(),
                offer(2).directPorts(1).build(),
                offer(3).directPorts(2).build(),
                offer(4).price(7).build());

        assertThat(ranked.excludedByGate().toString()).isEqualTo("{direct_ports=2, reliability=1, price=1}");
        assertThat(ranked.tightestGate()).contains("direct_ports");
    }

    private static List<Offer> randomOffers(Random random, int count) {
        List<Offer> offers = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            offers.add(offer(id)
                    .machine(random.nextInt(40))
                    .host(random.nextInt(10))
                    .price(0.1 + random.nextInt(12) / 10.0)
                    .traffic(random.nextInt(5) / 100.0)
                    .downloadMbps(50 + random.nextInt(2000))
                    .reliability(0.96 + random.nextDouble() * 0.04)
                    .directPorts(random.nextInt(60))
                    .build());
        }
        return offers;
    }

    private static List<Long> order(DemandBuilder demand, Experience experience, OfferBuilder... offers) {
        Offer[] built = List.of(offers).stream().map(OfferBuilder::build).toArray(Offer[]::new);
        return rank(demand, experience, built).eligible().stream()
                .map(eligible -> eligible.offer().offerId())
                .toList();
    }

    private static Ranked rank(DemandBuilder demand, Experience experience, Offer... offers) {
        return Ranking.rank(List.of(offers), demand.build(), experience, NOW);
    }
}
