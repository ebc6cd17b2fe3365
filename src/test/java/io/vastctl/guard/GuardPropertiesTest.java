package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What holds for any observation under any plan. {@code -Dvastctl.property.cases} sets the number of cases,
 * {@code -Dvastctl.property.seed} the first one's seed; a failure names its seed.
 */
class GuardPropertiesTest {

    private static final int CASES = Integer.getInteger("vastctl.property.cases", 3000);
    private static final long SEED = Long.getLong("vastctl.property.seed", 1L);
    private static final double DUST = 1e-6;
    private static final double LEASE_AND_REACTION_HOURS = 70 / 60.0;

    private record Case(Plan plan, Observation seen, List<Decision> decisions, Random random) {

        List<Action> actions() {
            return decisions.stream().map(Decision::action).toList();
        }

        <T extends Action> List<T> actions(Class<T> kind) {
            return actions().stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        List<Action.OnRental> on(long instanceId) {
            return actions(Action.OnRental.class).stream()
                    .filter(action -> action.instanceId() == instanceId)
                    .toList();
        }

        Optional<Rental> rental(long instanceId) {
            return seen.rentals().stream()
                    .filter(rental -> rental.instanceId() == instanceId)
                    .findFirst();
        }
    }

    private static void forAll(boolean absurd, Consumer<Case> property) {
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            Random random = new Random(seed);
            AnyScene any = new AnyScene(random, absurd);
            Plan plan = any.plan();
            Observation seen = any.observation();
            try {
                property.accept(new Case(plan, seen, Guard.decide(seen, plan, NOW), random));
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError("seed " + seed + ", " + seen + ", " + plan, wrong);
            }
        }
    }

    @Test
    void noTwoActionsContradictEachOther() {
        forAll(true, one -> {
            for (Rental rental : one.seen().rentals()) {
                List<Action.OnRental> on = one.on(rental.instanceId());
                long changing = on.stream().filter(Action.OnRental::changes).count();
                assertThat(changing).isLessThanOrEqualTo(1);
                if (on.stream().anyMatch(Action.OnRental::ends)) assertThat(on).hasSize(1);
            }
            assertThat(one.actions(Action.RenewLease.class)).doesNotHaveDuplicates();
        });
    }

    @Test
    void aRentUnderWayIsBrokenOffOnceAndNoneIsBegunForLackOfMoneyBesides() {
        forAll(true, one -> {
            List<Action.BreakOff> off = one.actions(Action.BreakOff.class);
            assertThat(off).doesNotHaveDuplicates();
            for (Action.BreakOff action : off)
                assertThat(one.seen().ventures())
                        .anyMatch(
                                venture -> !venture.ending() && venture.runId().equals(Optional.of(action.runId())));
            boolean money = one.decisions().stream()
                    .anyMatch(decision ->
                            decision.action() instanceof Action.BreakOff && decision.rule() != Rule.NOT_IN_PLAN);
            if (money) assertThat(one.actions(Action.Rent.class)).isEmpty();
        });
    }

    @Test
    void onlyRentalsThatAreThereAreTouchedAndOnlyWhatIsDrainedIsRestored() {
        forAll(false, one -> {
            for (Action.OnRental action : one.actions(Action.OnRental.class)) {
                Rental rental = one.rental(action.instanceId()).orElseThrow();
                boolean drained = rental.duty().draining().isPresent();
                if (action instanceof Action.Restore) assertThat(drained).isTrue();
                if (action instanceof Action.Drain) assertThat(drained).isFalse();
                if (action instanceof Action.Restore)
                    assertThat(rental.heat().level()).isLessThan(HeatLevel.HOT);
            }
        });
    }

    @Test
    void noRentAndNoHigherBidBreaksAnyBudget() {
        forAll(false, one -> {
            double rents = one.actions(Action.Rent.class).stream()
                    .mapToDouble(Action.Rent::ceiling)
                    .sum();
            double raises = one.actions(Action.ChangeBid.class).stream()
                    .mapToDouble(bid -> Math.max(0, bid.dollarsPerHour() - own(one, bid)))
                    .sum();
            if (rents + raises == 0) return;
            double rate = committed(one) + rents + raises;
            Budget budget = one.plan().budget();
            Purse purse = one.seen().purse();
            assertThat(rate).isLessThanOrEqualTo(budget.perHour() + DUST);
            double toMidnight = Duration.between(
                                    NOW,
                                    LocalDate.of(2026, 3, 11)
                                            .atStartOfDay(budget.zone())
                                            .toInstant())
                            .toMinutes()
                    / 60.0;
            double hours = Math.min(toMidnight, LEASE_AND_REACTION_HOURS);
            assertThat(purse.spentDay() + rate * hours).isLessThanOrEqualTo(budget.perDay() + 0.01);
            assertThat(purse.spentMonth() + rate * hours).isLessThanOrEqualTo(budget.perMonth() + 0.01);
            assertThat(purse.balance().orElseThrow() - rate * LEASE_AND_REACTION_HOURS)
                    .isGreaterThanOrEqualTo(budget.balanceFloor() - 0.01);
        });
    }

    @Test
    void noRentAndNoBidIsAboveItsCeiling() {
        forAll(true, one -> {
            for (Action.Rent rent : one.actions(Action.Rent.class)) {
                PlannedEndpoint endpoint = one.plan().endpoint(rent.endpoint()).orElseThrow();
                assertThat(rent.ceiling()).isPositive();
                assertThat(rent.ceiling())
                        .isLessThanOrEqualTo(one.plan().budget().perHour());
                endpoint.maxDollarsPerHour()
                        .ifPresent(most -> assertThat(rent.ceiling()).isLessThanOrEqualTo(most));
            }
            for (Action.ChangeBid bid : one.actions(Action.ChangeBid.class)) {
                assertThat(bid.dollarsPerHour())
                        .isBetween(
                                one.plan().bids().floor(), one.plan().budget().perHour());
                assertThat(bid.dollarsPerHour())
                        .isLessThanOrEqualTo(one.plan().bids().ceiling());
            }
        });
    }

    /** With its disk, which a bid does not hold. */
    @Test
    void noBidIsAboveWhatARentalOfItsEndpointMayCost() {
        forAll(false, one -> {
            for (Action.ChangeBid bid : one.actions(Action.ChangeBid.class)) {
                Rental rental = one.rental(bid.instanceId()).orElseThrow();
                double disk = Math.max(0, rental.dollarsPerHour() - own(one, bid));
                double most = one.plan()
                        .endpoint(rental.endpoint())
                        .map(one.plan()::ceiling)
                        .orElseThrow();
                assertThat(bid.dollarsPerHour() + disk).isLessThanOrEqualTo(most + DUST);
            }
        });
    }

    @Test
    void noMoreIsRentedThanThePlanAsksFor() {
        forAll(false, one -> {
            for (PlannedEndpoint endpoint : one.plan().endpoints()) {
                long rents = one.actions(Action.Rent.class).stream()
                        .filter(rent -> rent.endpoint().equals(endpoint.name()))
                        .count();
                long ventures = one.seen().ventures().stream()
                        .filter(venture -> venture.endpoint().equals(endpoint.name()))
                        .count();
                if (rents > 0) assertThat(rents + ventures).isLessThanOrEqualTo(endpoint.count());
            }
        });
    }

    @Test
    void aRenewedLeaseEndsBeforeTheMoneyDoes() {
        forAll(false, one -> {
            for (Action.RenewLease lease : one.actions(Action.RenewLease.class)) {
                Instant until = lease.until();
                Optional<Instant> before =
                        one.rental(lease.instanceId()).orElseThrow().leaseUntil();
                assertThat(Duration.between(NOW, until)).isBetween(Duration.ofMinutes(2), Duration.ofHours(1));
                if (before.filter(end -> !until.isAfter(end)).isPresent()) continue;
                double hours = Duration.between(NOW, until).toSeconds() / 3600.0;
                double rate = committed(one);
                Purse purse = one.seen().purse();
                assertThat(purse.spentDay() + rate * hours)
                        .isLessThanOrEqualTo(
                                Math.max(purse.spentDay(), one.plan().budget().perDay()) + DUST);
                assertThat(purse.spentMonth() + rate * hours)
                        .isLessThanOrEqualTo(one.plan().budget().perMonth() + DUST);
            }
        });
    }

    @Test
    void criticalHeatAlwaysStopsFirstOfAll() {
        forAll(true, one -> {
            long critical = one.seen().rentals().stream()
                    .filter(rental -> rental.heat().level() == HeatLevel.CRITICAL)
                    .map(Rental::instanceId)
                    .distinct()
                    .count();
            boolean sees = one.seen().api() instanceof Sight.Sees;
            assertThat(one.actions().stream()
                            .limit(critical)
                            .filter(action ->
                                    sees ? action instanceof Action.CutOff : action instanceof Action.StopServer))
                    .hasSize((int) critical);
        });
    }

    @Test
    void blindNothingIsRentedChangedOrDestroyed() {
        forAll(true, one -> {
            if (one.seen().api() instanceof Sight.Sees) return;
            assertThat(one.decisions()).allSatisfy(decision -> {
                Action action = decision.action();
                boolean allowed = action instanceof Action.RenewLease
                        || action instanceof Action.Tell
                        || (action instanceof Action.StopServer && decision.rule() == Rule.CRITICAL_HEAT)
                        || (action instanceof Action.Drain && decision.rule() == Rule.HOT);
                assertThat(allowed).as(decision::toString).isTrue();
            });
        });
    }

    @Test
    void aHotterMachineIsNeverTreatedMoreMildly() {
        forAll(false, one -> {
            if (one.seen().rentals().isEmpty()) return;
            Rental some = one.seen()
                    .rentals()
                    .get(one.random().nextInt(one.seen().rentals().size()));
            int before = -1;
            for (HeatLevel level : HeatLevel.values()) {
                Observation hotter = replaced(one.seen(), some, heated(some, level));
                List<Decision> decisions = Guard.decide(hotter, one.plan(), NOW);
                int now = severity(decisions, some.instanceId());
                assertThat(now)
                        .as(() -> some.instanceId() + " " + level + " " + decisions)
                        .isGreaterThanOrEqualTo(before);
                before = now;
            }
        });
    }

    @Test
    void theSameInputGivesTheSameOutputInWhateverOrder() {
        forAll(false, one -> {
            List<Rental> other = new ArrayList<>(one.seen().rentals());
            Collections.shuffle(other, one.random());
            Observation shuffled = with(one.seen(), other);
            assertThat(Guard.decide(shuffled, one.plan(), NOW)).isEqualTo(one.decisions());
        });
    }

    @Test
    void itHasAnAnswerForAnythingAtAnyTimeAndAReasonForEachPart() {
        forAll(true, one -> {
            for (Instant now : List.of(NOW, Instant.MIN, Instant.MAX, Instant.EPOCH))
                assertThat(Guard.decide(one.seen(), one.plan(), now))
                        .allSatisfy(decision -> assertThat(decision.reason()).isNotBlank());
        });
    }

    /** Only heat may end a machine after a single look, and that look is no bad one: it is a true one. */
    @Test
    void oneBadLookAfterManyGoodOnesDestroysNothing() {
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            Random random = new Random(seed);
            Plan plan = Plan.of(List.of(Scene.chat(2)), Scene.BUDGET);
            List<Rental> rentals = new ArrayList<>(List.of(
                    RentalBuilder.rental(1).build(), RentalBuilder.rental(2).build()));
            if (random.nextInt(4) == 0)
                rentals.set(0, RentalBuilder.rental(1).price(Double.NaN).build());
            rentals.set(0, badLook(rentals.get(0), plan, random));
            Scene scene = Scene.scene();
            Observation seen = with(scene.observation(), rentals);
            assertThat(Guard.decide(seen, plan, NOW).stream().map(Decision::action))
                    .as("seed " + seed)
                    .noneMatch(action -> action instanceof Action.OnRental on && on.changes());
        }
    }

    private static Rental badLook(Rental good, Plan plan, Random random) {
        Telemetry telemetry = switch (random.nextInt(4)) {
            case 0 -> new Telemetry.Lost("timeout");
            case 1 -> new Telemetry.Read(List.of(), List.of(79));
            case 2 -> new Telemetry.Read(List.of(GpuReading.ofCore("RTX 4090", 511)), List.of());
            default -> new Telemetry.Read(List.of(GpuReading.ofCore("RTX 4090", Double.NaN)), List.of(48));
        };
        Answer answer = random.nextBoolean() ? new Answer.Bad("timeout") : new Answer.Good(Duration.ZERO, 0.01);
        Optional<Life> told = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(List.of(Life.values()).get(random.nextInt(Life.values().length)));
        return good.looked(telemetry, answer, plan, NOW).listed(told, NOW);
    }

    private static int severity(List<Decision> decisions, long instanceId) {
        return decisions.stream()
                .map(Decision::action)
                .filter(action -> action instanceof Action.OnRental on && on.instanceId() == instanceId)
                .mapToInt(GuardPropertiesTest::severity)
                .max()
                .orElse(0);
    }

    private static int severity(Action action) {
        if (action instanceof Action.CutOff) return 3;
        if (action instanceof Action.StopServer || action instanceof Action.Retire) return 2;
        return action instanceof Action.Drain ? 1 : 0;
    }

    static Rental heated(Rental rental, HeatLevel level) {
        return new Rental(
                rental.instanceId(),
                rental.label(),
                rental.endpoint(),
                rental.machineId(),
                rental.rentedAt(),
                rental.dollarsPerHour(),
                rental.life(),
                rental.lifeSince(),
                rental.duty(),
                RentalBuilder.heat(level),
                rental.hardware(),
                rental.health(),
                rental.tries(),
                rental.leaseUntil(),
                rental.contractEnd(),
                rental.increase(),
                rental.bidding(),
                rental.missingSince());
    }

    private static Observation replaced(Observation seen, Rental old, Rental other) {
        return with(
                seen,
                seen.rentals().stream()
                        .map(one -> one.equals(old) ? other : one)
                        .toList());
    }

    private static Observation with(Observation seen, List<Rental> rentals) {
        return new Observation(
                seen.at(), seen.api(), seen.purse(), rentals, seen.ventures(), seen.mishaps(), seen.clockJump());
    }

    private static double committed(Case one) {
        return one.seen().rentals().stream().mapToDouble(Rental::dollarsPerHour).sum()
                + one.seen().ventures().stream().mapToDouble(Venture::ceiling).sum();
    }

    private static double own(Case one, Action.ChangeBid bid) {
        return one.rental(bid.instanceId())
                .flatMap(Rental::bidding)
                .orElseThrow()
                .own();
    }
}
