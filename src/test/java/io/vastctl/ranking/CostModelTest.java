package io.vastctl.ranking;

import static io.vastctl.offer.OfferBuilder.offer;
import static io.vastctl.ranking.DemandBuilder.demand;
import static io.vastctl.ranking.ExperienceBuilder.experience;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.offer.Offer;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CostModelTest {

    private static final Offer OFFER = offer(1).machine(3).host(7).build();

    @Test
    void putsTheFormulaTogether() {
        CostEstimate cost = estimate(demand(), Experience.none());

        assertThat(cost.dollarsPerHour()).isEqualTo(0.30);
        assertThat(cost.trafficDollars()).isCloseTo(10 * 0.002, within(1e-12));
        assertThat(cost.successProbability()).isEqualTo(0.75);
        double success = 0.30 * cost.expectedHours() + 0.02;
        double failure = 0.30 * (0.5 * cost.expectedHours() + 5.0 / 60) + 0.7 * 0.02;
        assertThat(cost.successDollars()).isCloseTo(success, within(1e-12));
        assertThat(cost.failureDollars()).isCloseTo(failure, within(1e-12));
        assertThat(cost.tryDollars()).isCloseTo(0.75 * success + 0.25 * failure, within(1e-12));
        assertThat(cost.expectedDollars()).isCloseTo(cost.tryDollars() / 0.75, within(1e-12));
    }

    @Test
    void anInterruptibleRentalCostsItsLowestBidWithTheDisk() {
        Offer bid = offer(1).price(9).minBid(0.2).storage(1.8).build();

        CostEstimate cost = new CostModel(demand().interruptible().diskGb(40).build(), Experience.none()).estimate(bid);

        assertThat(cost.dollarsPerHour()).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void anUnknownTrafficPriceIsTakenForTheDearest() {
        Offer silent = offer(1).noTrafficPrice().build();

        assertThat(new CostModel(demand().build(), Experience.none())
                        .estimate(silent)
                        .trafficDollars())
                .isCloseTo(10 * 0.055, within(1e-12));
    }

    @Test
    void downloadsFollowTheLineAndTheRestOurOwnHistory() {
        ExperienceBuilder history = experience();
        for (Phase phase : Phase.values()) {
            history.phase(phase, Duration.ofSeconds(20));
        }

        double hours = estimate(demand(), history.build()).expectedHours();

        double download = 10 * 8000 / (1000 * 0.5);
        double unpack = 8 * 4.0;
        assertThat(hours * 3600).isCloseTo(8 * 20 + download + unpack, within(1e-6));
    }

    @Test
    void anAbsurdMedianOrSpeedCannotCarryTheTotalAway() {
        Experience stuck = experience().phase(Phase.SSH, Duration.ofDays(3)).build();
        StartupTime startup = new StartupTime(demand().build().workload(), stuck.typicalPhases(), Constants.STANDARD);
        StartupTime huge = new StartupTime(
                demand().modelGb(5000).build().workload(), Experience.none().typicalPhases(), Constants.STANDARD);

        assertThat(startup.hours(OptionalDouble.of(1000))).isLessThan(1);
        assertThat(startup.hours(OptionalDouble.of(0))).isEqualTo(startup.hours(OptionalDouble.of(10)));
        assertThat(huge.hours(OptionalDouble.of(1))).isEqualTo(6);
    }

    @Test
    void theNearestRecordIsNamedAsTheBasis() {
        assertThat(basis(Experience.none())).isEqualTo("no history");
        assertThat(basis(experience().market(40, 10).build())).isEqualTo("market 40 of 50");
        assertThat(basis(experience().host(7, 5, 1).market(40, 10).build())).isEqualTo("host 5 of 6");
        assertThat(basis(experience()
                        .machine(3, 3, 1)
                        .host(7, 5, 1)
                        .market(40, 10)
                        .build()))
                .isEqualTo("machine 3 of 4");
    }

    @Test
    void theNearerRecordSpeaksLouder() {
        double oneFailureOfTheMachine =
                probability(experience().machine(3, 0, 1).host(7, 0, 1).market(0, 1));
        double oneFailureOfASibling = probability(experience().host(7, 0, 1).market(0, 1));
        double oneFailureElsewhere = probability(experience().market(0, 1));

        assertThat(oneFailureOfTheMachine)
                .isLessThan(oneFailureOfASibling)
                .isLessThan(oneFailureElsewhere)
                .isCloseTo(0.75 * 2 / 3, within(1e-12));
        assertThat(oneFailureOfASibling).isLessThan(oneFailureElsewhere);
        assertThat(oneFailureElsewhere).isLessThan(0.75);
    }

    @Test
    void manyAttemptsElsewhereDoNotDrownAFewHere() {
        double failing = probability(experience().machine(3, 0, 4).host(7, 0, 4).market(9_000, 1_004));

        assertThat(failing).isLessThan(0.5);
    }

    @Test
    void moreSuccessesNeverLowerTheOddsAndMoreFailuresNeverRaiseThem() {
        double before = probability(experience().machine(3, 2, 2).host(7, 4, 3).market(50, 20));

        assertThat(probability(experience().machine(3, 3, 2).host(7, 5, 3).market(51, 20)))
                .isGreaterThan(before);
        assertThat(probability(experience().machine(3, 2, 3).host(7, 4, 4).market(50, 21)))
                .isLessThan(before);
    }

    private static double probability(ExperienceBuilder experience) {
        return estimate(demand(), experience.build()).successProbability();
    }

    private static String basis(Experience experience) {
        return estimate(demand(), experience).probabilityBasis();
    }

    private static CostEstimate estimate(DemandBuilder demand, Experience experience) {
        return new CostModel(demand.build(), experience).estimate(OFFER);
    }
}
