package io.vastctl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.guard.AbsenceRules;
import io.vastctl.guard.Action;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.guard.loop.PlainGpuWatch;
import io.vastctl.guard.loop.Teller;
import io.vastctl.offer.RentalType;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.simulator.market.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardSeasonTest {

    private static final Budget BUDGET = new Budget(2, 30, 600, 5, Budget.LOW_CREDIT, ZoneOffset.UTC);

    @Test
    void anEndpointIsRentedKeptAliveAndGivenBackInTheEnd() throws Exception {
        GuardFigures figures = season("calm", 1, Teller.NOBODY).play(Duration.ofHours(8), 0);

        assertThat(figures.availability()).isGreaterThan(0.9);
        assertThat(figures.overspendDollars()).isZero();
        assertThat(figures.orphans()).isZero();
        assertThat(figures.doubleRentals()).isZero();
        assertThat(figures.replayDifferences()).isZero();
        assertThat(figures.decisions()).containsKeys("BELOW_COUNT", "LEASE");
    }

    @Test
    void aGuardThatIsKilledAgainAndAgainLeavesNothingBehindAndRentsNothingTwice() throws Exception {
        GuardFigures figures = season("ordinary", 3, Teller.NOBODY).play(Duration.ofHours(12), 20);

        assertThat(figures.kills()).isGreaterThan(10);
        assertThat(figures.orphans()).isZero();
        assertThat(figures.doubleRentals()).isZero();
        assertThat(figures.overspendDollars()).isZero();
        assertThat(figures.replayDifferences()).isZero();
        assertThat(figures.overHourDollars()).isZero();
        assertThat(figures.overBound()).isZero();
        assertThat(figures.isSound()).isTrue();
        assertThat(figures.availability()).isGreaterThan(0.2);
    }

    @Test
    void budgetsThatBindAreHeldToTheCent() throws Exception {
        Budget tight = new Budget(1.2, 3, 4.5, 5, Budget.LOW_CREDIT, ZoneOffset.UTC);
        GuardFigures figures = season("ordinary", 2, Teller.NOBODY, tight).play(Duration.ofHours(40), 4);

        assertThat(figures.decisions()).containsKeys("DAY_BUDGET", "NO_MONEY");
        assertThat(figures.dollarsSpent()).isBetween(2.0, 4.5);
        assertThat(figures.isSound()).isTrue();
    }

    @Test
    void whatADeadGuardLeavesDestroysItselfWithinItsLease() throws Exception {
        List<GuardDeath> deaths = new ArrayList<>();
        for (int hour = 1; hour <= 7; hour++)
            deaths.add(new GuardDeath(GuardSeason.START.plus(Duration.ofHours(hour)), Checkpoint.Point.OBSERVED));

        GuardFigures figures = season("calm", 1, Teller.NOBODY).play(Duration.ofHours(12), deaths);

        assertThat(figures.longestUnguarded())
                .isBetween(Duration.ofMinutes(20), AbsenceRules.STANDARD.lease().plusMinutes(2));
        assertThat(figures.availability()).isBetween(0.5, 0.8);
        assertThat(figures.isSound()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Checkpoint.Point.class)
    void aGuardThatDiesAtAnyPlaceOfItsTickIsContinuedByTheNext(Checkpoint.Point where) throws Exception {
        List<GuardDeath> deaths = List.of(
                new GuardDeath(GuardSeason.START, where),
                new GuardDeath(GuardSeason.START.plus(Duration.ofMinutes(50)), where));

        GuardFigures figures = season("calm", 4, Teller.NOBODY).play(Duration.ofMinutes(100), deaths);

        assertThat(figures.kills()).isPositive();
        assertThat(figures.orphans()).isZero();
        assertThat(figures.doubleRentals()).isZero();
        assertThat(figures.replayDifferences()).isZero();
        assertThat(figures.availability()).isGreaterThan(0.5);
    }

    @Test
    void theSameSeedGivesTheSameDays() throws Exception {
        assertThat(season("ordinary", 5, Teller.NOBODY).play(Duration.ofHours(3), 4))
                .isEqualTo(season("ordinary", 5, Teller.NOBODY).play(Duration.ofHours(3), 4));
    }

    @Test
    void everyActionIsToldWithItsRuleBeforeItIsMade() throws Exception {
        List<Decision> told = new ArrayList<>();
        season("calm", 2, new Teller() {
                    @Override
                    public void decided(Decision decision) {
                        told.add(decision);
                    }
                })
                .play(Duration.ofHours(1), 0);

        assertThat(told).extracting(Decision::action).hasAtLeastOneElementOfType(Action.Rent.class);
        assertThat(told).allSatisfy(decision -> assertThat(decision.reason()).isNotBlank());
    }

    static GuardSeason season(String scenario, long seed, Teller teller) {
        return season(scenario, seed, teller, BUDGET);
    }

    private static GuardSeason season(String scenario, long seed, Teller teller, Budget budget) {
        WorkloadCatalog workloads = new WorkloadCatalog(Path.of("none"));
        GuardConditions conditions = new GuardConditions(
                Plan.of(List.of(endpoint("chat", 2), endpoint("batch", 1)), budget),
                endpoint -> new Demand(
                        workloads.find(endpoint.workload()), StrictnessPolicy.BALANCED, OfferFilter.defaults()),
                new PlainGpuWatch(),
                ReadinessLimits.DEFAULTS,
                Constants.STANDARD,
                AdapterCatalog.load(GuardSeasonTest.class.getClassLoader(), List.of()),
                Duration.ofMinutes(1));
        return new GuardSeason(conditions, Scenario.of(scenario), seed, clock -> teller);
    }

    private static PlannedEndpoint endpoint(String name, int count) {
        return new PlannedEndpoint(
                name, "tinyllama", "balanced", count, Hours.ALWAYS, RentalType.ON_DEMAND, OptionalDouble.of(0.5));
    }
}
