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
        Optional<Relaxation> nearest =
                nearest(demand(), offer(1).reliability(0.971), offer(2).reliability(0.96), offer(3).reliability(0.971));

        assertThat(nearest).contains(new Relaxation("reliability", "0.98", "0.971", 2));
        assertThat(nearest.orElseThrow().sentence())
                .isEqualTo("reliability at least 0.971 instead of 0.98 would admit 2 offers");
    }

    @Test
    void roundsAwayFromTheLimitSoThatTheNewOneReallyAdmits() {
        assertThat(sentence(demand(), offer(1).price(1.23451)))
                .isEqualTo("price at most 1.2346 $/h instead of 1 $/h would admit 1 offer");
        assertThat(sentence(demand(), offer(1).reliability(0.97129)))
                .isEqualTo("reliability at least 0.9712 instead of 0.98 would admit 1 offer");
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
    void shorterPromisesAndLowerFloorsAreNamedWithTheirUnits() {
        assertThat(sentence(demand().rentableFor(Duration.ofHours(12)), offer(1).rentableFor(Duration.ofMinutes(690))))
                .isEqualTo("duration at least 11.5 h instead of 12 h would admit 1 offer");
        assertThat(sentence(demand().minPrice(0.40), offer(1).price(0.36)))
                .isEqualTo("min price at least 0.36 $/h instead of 0.4 $/h would admit 1 offer");
    }

    @Test
    void liftingABarIsTheLastResort() {
        Experience barred = experience().failed(3, 7).build();
        OfferBuilder bad = offer(1).machine(3).host(7);
        Demand demand = demand().build();

        assertThat(Relaxation.nearest(rank(demand(), barred, bad), demand)
                        .orElseThrow()
                        .sentence())
                .isEqualTo("whitelisting machine 3 would admit 1 offer");
        assertThat(Relaxation.nearest(rank(demand(), barred, bad, offer(2).price(40)), demand))
                .map(Relaxation::gate)
                .contains("price");
    }

    private static String sentence(DemandBuilder demand, OfferBuilder... offers) {
        return nearest(demand, offers).orElseThrow().sentence();
    }

    private static Optional<Relaxation> nearest(DemandBuilder demand, OfferBuilder... offers) {
        return Relaxation.nearest(rank(demand, Experience.none(), offers), demand.build());
    }

    private static Ranked rank(DemandBuilder demand, Experience experience, OfferBuilder... offers) {
        List<Offer> built = List.of(offers).stream().map(OfferBuilder::build).toList();
        return Ranking.rank(built, demand.build(), experience, NOW);
    }
}
