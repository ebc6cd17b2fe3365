package io.vastctl.provision;

import static io.vastctl.offer.OfferBuilder.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.memory.Bounds;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Purpose;
import io.vastctl.offer.Offer;
import io.vastctl.offer.RentalType;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Costs against sums done by hand, ceilings, bids, and what the terms do not tell. */
final class MoneyTest {

    private static final Offset<Double> EXACTLY = within(1e-9);

    /** 8 GB of image, 2 GB of model, 40 GB of disk. */
    private static final Workload WORKLOAD = RunRig.workload(Optional.empty());

    /** 0.36 $/h for the GPU, 0.018 $/GB-month: 40 GB are 0.72 $ a month, 0.001 $ an hour; 0.01 $/GB. */
    private static final Offer OFFER =
            offer(1).price(0.36).storage(0.018).traffic(0.01).minBid(0.20).build();

    private static final RentalCost COST = RentalCost.of(OFFER, WORKLOAD, 0.36);

    @Test
    void whileTheImageIsPulledTheDiskAndTheImagesTrafficAreBilled() {
        // 1800 s of disk at 0.001 $/h = 0.0005 $; 8 GB at 0.01 $ = 0.08 $.
        assertThat(COST.after(List.of(time(Phase.CREATE, 0), time(Phase.IMAGE_PULL, 1800)), WORKLOAD))
                .isEqualTo(0.0805, EXACTLY);
    }

    @Test
    void onceTheContainerRunsTheGpuAndTheModelsTrafficAreBilledToo() {
        // Disk 3600 s = 0.001 $; GPU 1800 s at 0.36 $/h = 0.18 $; 10 GB at 0.01 $ = 0.10 $.
        List<PhaseTime> phases = List.of(
                time(Phase.CREATE, 0),
                time(Phase.IMAGE_PULL, 900),
                time(Phase.CONTAINER_START, 900),
                time(Phase.SSH, 600),
                time(Phase.MODEL_LOAD, 1200));

        assertThat(COST.after(phases, WORKLOAD)).isEqualTo(0.281, EXACTLY);
    }

    @Test
    void aCreateThatNobodyCouldSettleCountsAsIfTheMachineRan() {
        // 360 s at 0.361 $/h.
        assertThat(COST.after(List.of(time(Phase.CREATE, 360)), WORKLOAD)).isEqualTo(0.0361, EXACTLY);
    }

    @Test
    void aDownloadUnderWayCountsAsFarAsThePromisedSpeedCarriesIt() {
        RentalCost cost = RentalCost.of(
                offer(1).price(0.36).storage(0).traffic(0.01).downloadMbps(80).build(), WORKLOAD, 0.36);

        // 80 Mbit/s are 0.01 GB a second: 300 s bring 3 of the image's 8 GB, 0.03 $.
        assertThat(cost.after(List.of(time(Phase.CREATE, 0), time(Phase.IMAGE_PULL, 300)), WORKLOAD))
                .isEqualTo(0.03, EXACTLY);
        // 8 GB of image, and 100 s bring 1 of the model's 2 GB: 0.09 $; the GPU runs 100 s: 0.01 $.
        assertThat(cost.after(List.of(time(Phase.IMAGE_PULL, 900), time(Phase.SSH, 100)), WORKLOAD))
                .isEqualTo(0.10, EXACTLY);
        // Once it is loaded it has come, however slow it should have been.
        assertThat(cost.after(List.of(time(Phase.IMAGE_PULL, 1), time(Phase.MODEL_LOAD, 100)), WORKLOAD))
                .isEqualTo(0.11, EXACTLY);
    }

    @Test
    void withoutAPromisedSpeedADownloadCountsWholeOnceItHasBegun() {
        RentalCost cost = new RentalCost(0.36, 0, 0.01, OptionalDouble.empty());

        assertThat(cost.after(List.of(time(Phase.IMAGE_PULL, 1)), WORKLOAD)).isEqualTo(0.08, EXACTLY);
    }

    @Test
    void trafficWithoutAPriceCostsNothingThatWeKnowOf() {
        RentalCost cost = RentalCost.of(offer(1).price(0.36).noTrafficPrice().build(), WORKLOAD, 0.36);

        assertThat(cost.after(List.of(time(Phase.SSH, 3600)), WORKLOAD)).isEqualTo(0.36, EXACTLY);
    }

    @Test
    void anOnDemandRentalCostsItsListedPriceWithTheDisk() {
        assertThat(RentalTerms.gpuPrice(OFFER, demand(RentalType.ON_DEMAND, 1.0), 0))
                .isEqualTo(0.36);
        assertThat(terms(RentalType.ON_DEMAND, 0.36).dollarsPerHour()).isEqualTo(0.361, EXACTLY);
        assertThat(terms(RentalType.ON_DEMAND, 0.36).order("start").bid()).isEmpty();
    }

    @Test
    void aBidIsALittleAboveTheFloorAndNeverAboveThePriceCeiling() {
        assertThat(RentalTerms.gpuPrice(OFFER, demand(RentalType.INTERRUPTIBLE, 1.0), 0))
                .isEqualTo(0.21, within(0.0001));
        // 0.205 $/h less 0.001 $/h of disk.
        assertThat(RentalTerms.gpuPrice(OFFER, demand(RentalType.INTERRUPTIBLE, 0.205), 0))
                .isEqualTo(0.204, EXACTLY);
        assertThat(RentalTerms.gpuPrice(OFFER, demand(RentalType.INTERRUPTIBLE, 1.0), 0.3))
                .as("the operator's own lowest bid")
                .isEqualTo(0.3, EXACTLY);
        assertThat(RentalTerms.gpuPrice(OFFER, demand(RentalType.INTERRUPTIBLE, 0.25), 0.3))
                .as("but not above the price ceiling")
                .isEqualTo(0.249, EXACTLY);
        assertThat(terms(RentalType.INTERRUPTIBLE, 0.21).order("start").bid()).hasValue(0.21);
    }

    @Test
    void termsAndTenancyDoNotTellTheirSecrets() {
        RentalTerms terms = terms(RentalType.ON_DEMAND, 0.36);

        assertThat(terms + " " + terms.tenancy(7) + " " + terms.order("start") + " " + terms.intent(1))
                .contains("vastctl-r1-1")
                .doesNotContain("endpoint-secret")
                .doesNotContain("hf_operators_token");
    }

    @Test
    void theSpendCapIsReachedByWhatWasSpentBeforeAndWhatIsBeingSpent() {
        SpendLimit limit = new SpendLimit(new Ceilings(0.50, Duration.ofHours(1), 3, 2), new FakeTime());
        limit.spent(0.30);

        assertThat(limit.reached(Phase.SSH, 0.19)).isEmpty();
        assertThat(limit.reached(Phase.SSH, 0.21))
                .contains(new Failure(FailureClass.LIMIT, "max-spend", Phase.SSH, "$0.510 spent of $0.500"));
        assertThat(limit.spent()).isEqualTo(0.30);
    }

    @Test
    void theDeadlineCountsFromTheStartOfTheRun() {
        FakeTime time = new FakeTime();
        SpendLimit limit = new SpendLimit(new Ceilings(0.50, Duration.ofHours(1), 3, 2), time);

        time.pass(Duration.ofMinutes(59));
        assertThat(limit.reached(Phase.SSH, 0)).isEmpty();
        time.pass(Duration.ofMinutes(1));
        assertThat(limit.reached(Phase.SSH, 0).map(Failure::signature)).contains("deadline");
    }

    private static PhaseTime time(Phase phase, long seconds) {
        return new PhaseTime(phase, Duration.ofSeconds(seconds));
    }

    private static Demand demand(RentalType type, double maxPrice) {
        OfferFilter filter =
                new OfferFilter(maxPrice, OptionalDouble.empty(), Set.of(), Set.of(), 1, type, Duration.ofHours(1));
        return new Demand(WORKLOAD, StrictnessPolicy.BALANCED, filter);
    }

    private static RentalTerms terms(RentalType type, double gpuPrice) {
        return new RentalTerms(
                "r1",
                "vastctl-r1-1",
                OFFER,
                WORKLOAD,
                type,
                gpuPrice,
                "endpoint-secret",
                Map.of("HF_TOKEN", "hf_operators_token"),
                new RentalTerms.Books(Origin.REAL, MarketName.REAL, OptionalLong.empty(), Purpose.TEST, Bounds.NONE));
    }
}
