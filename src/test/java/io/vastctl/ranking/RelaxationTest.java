package io.vastctl.ranking;

import static io.vastctl.offer.OfferBuilder.offer;
import static io.vastctl.ranking.DemandBuilder.demand;
import static io.vastctl.ranking.ExperienceBuilder.NOW;
import static io.vastctl.ranking.ExperienceBuilder.experience;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelaxationTest {

    @Test
    void namesTheValueThatAdmitsTheNearestOffers() {
        Optional<Relaxation> nearest = nearest(demand(), offer(1).price(1.2), offer(2).price(1.3), offer(3).price(1.2));

        assertThat(nearest).contains(new Relaxation("price", "1", "1.2", 2));
        assertThat(nearest.orElseThrow().sentence())
                .isEqualTo("price at most 1.2 $/h instead of 1 $/h would admit 2 offers");
    }

    @Test
    void roundsAwayFromTheLimitSoThatTheNewOneReallyAdmits() {
        assertThat(sentence(demand(), offer(1).price(1.23451)))
                .isEqualTo("price at most 1.2346 $/h instead of 1 $/h would admit 1 offer");
        assertThat(sentence(demand().minPrice(0.40), offer(1).price(0.36789)))
                .isEqualTo("min price at least 0.3678 $/h instead of 0.4 $/h would admit 1 offer");
    }

    @Test
    void theNewLimitAdmitsWhatItPromises() {
        OfferBuilder dear = offer(1).price(1.23451);
        Relaxation relaxation = nearest(demand(), dear).orElseThrow();

        Ranked relaxed = rank(demand().maxPrice(Double.parseDouble(relaxation.to())), Experience.none(), dear);

        assertThat(relaxed.eligible()).hasSize(relaxation.admits());
    }

    @Test
    void choosesTheGateWhoseLimitMovesLeast() {
        OfferBuilder fewPorts = offer(1).directPorts(4);
        OfferBuilder dear = offer(2).price(1.10);

        assertThat(nearest(demand(), fewPorts, dear)).map(Relaxation::gate).contains("price");
    }

    @Test
    void aMachineThatIsTooUnreliableOrHasTooFewPortsIsAdmittedByTheNextLessStrictPolicyThatDoes() {
        DemandBuilder strict = demand().policy(StrictnessPolicy.STRICT);
        OfferBuilder both = offer(1).reliability(0.96).directPorts(4);
        OfferBuilder few = offer(2).directPorts(5);
        OfferBuilder shaky = offer(3).reliability(0.955);

        assertThat(nearest(strict, both, few, shaky)).contains(new Relaxation("strictness", "strict", "aggressive", 3));
        assertThat(sentence(strict, both, few, shaky))
                .isEqualTo("strictness aggressive instead of strict would admit 3 offers");
        assertThat(sentence(strict, both, few, offer(4).reliability(0.985)))
                .isEqualTo("strictness balanced instead of strict would admit 1 offer");
    }

    @Test
    void thePolicyItProposesAdmitsWhatItPromises() {
        OfferBuilder[] offers = {
            offer(1).reliability(0.96), offer(2).directPorts(4), offer(3).directPorts(3), offer(4).reliability(0.9)
        };
        Relaxation relaxation = nearest(demand(), offers).orElseThrow();

        StrictnessPolicy proposed = StrictnessPolicy.named(relaxation.to()).orElseThrow();

        assertThat(rank(demand().policy(proposed), Experience.none(), offers).eligible())
                .hasSize(relaxation.admits());
    }

    @Test
    void whatNoPolicyAdmitsIsNotProposed() {
        assertThat(nearest(demand(), offer(1).reliability(0.9), offer(2).directPorts(3)))
                .isEmpty();
        assertThat(nearest(demand().policy(StrictnessPolicy.AGGRESSIVE), offer(1).reliability(0.94)))
                .isEmpty();
    }

    @Test
    void aLessStrictPolicyCountsWhatItsBarsOnHostsLetGo() {
        Experience barred = experience().failed(3, 7).build();
        DemandBuilder strict = demand().policy(StrictnessPolicy.STRICT);

        assertThat(rank(strict, barred, offer(1).machine(4).host(7).directPorts(9))
                        .relaxation())
                .contains(new Relaxation("strictness", "strict", "balanced", 1));
    }

    @Test
    void thereIsNothingToProposeWhereSomethingPasses() {
        assertThat(nearest(demand(), offer(1), offer(2).price(1.1))).isEmpty();
    }

    @Test
    void anOfferThatFailsTwoGatesIsNotNearOnEither() {
        assertThat(nearest(demand(), offer(1).reliability(0.97).price(1.01))).isEmpty();
    }

    @Test
    void anUnknownValueIsNotNear() {
        assertThat(nearest(demand(), offer(1).noReliability(), offer(2).price(Double.NaN)))
                .isEmpty();
    }

    @Test
    void whatTheWorkloadNeedsIsNotForSale() {
        assertThat(nearest(
                        demand().minVramGb(24).diskGb(100).minCuda(12.8),
                        offer(1).gpuRamMb(16_000),
                        offer(2).diskGb(99),
                        offer(3).cuda(12.6),
                        offer(4).verification("unverified")))
                .isEmpty();
    }

    @Test
    void otherNamesAreOfferedByHowManyTheyAdmit() {
        assertThat(sentence(
                        demand().gpus("H100 SXM"),
                        offer(1).gpu("RTX 4090"),
                        offer(2).gpu("RTX 3090"),
                        offer(3).gpu("RTX 3090")))
                .isEqualTo("gpu name RTX 3090 as well would admit 2 offers");
    }

    @Test
    void onlyTheOperatorsOwnRegionsAreUpForDiscussion() {
        OfferBuilder american = offer(1).country("US");
        OfferBuilder chinese = offer(2).country("CN");

        assertThat(sentence(demand().excludeRegions("US", "CN"), american, chinese))
                .isEqualTo("region US as well would admit 1 offer");
        assertThat(nearest(demand().excludeRegions("CN"), chinese, offer(3).noCountry()))
                .isEmpty();
    }

    @Test
    void aLowerFloorIsNamedWithItsUnitButNoOptionShortensThePromise() {
        assertThat(nearest(demand().rentableFor(Duration.ofHours(12)), offer(1).rentableFor(Duration.ofMinutes(690))))
                .isEmpty();
        assertThat(sentence(demand().minPrice(0.40), offer(1).price(0.36)))
                .isEqualTo("min price at least 0.36 $/h instead of 0.4 $/h would admit 1 offer");
    }

    @Test
    void liftingABarIsTheLastResort() {
        Experience barred = experience().failed(3, 7).build();
        OfferBuilder bad = offer(1).machine(3).host(7);

        assertThat(rank(demand(), barred, bad).relaxation().orElseThrow().sentence())
                .isEqualTo("whitelisting machine 3 would admit 1 offer");
        assertThat(rank(demand(), barred, bad, offer(2).price(40)).relaxation())
                .map(Relaxation::gate)
                .contains("price");
    }

    private static String sentence(DemandBuilder demand, OfferBuilder... offers) {
        return nearest(demand, offers).orElseThrow().sentence();
    }

    private static Optional<Relaxation> nearest(DemandBuilder demand, OfferBuilder... offers) {
        return rank(demand, Experience.none(), offers).relaxation();
    }

    private static Ranked rank(DemandBuilder demand, Experience experience, OfferBuilder... offers) {
        List<Offer> built = List.of(offers).stream().map(OfferBuilder::build).toList();
        return Ranking.rank(built, demand.build(), experience, NOW);
    }
}
