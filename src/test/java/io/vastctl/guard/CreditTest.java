package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.rental;
import static io.vastctl.guard.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CreditTest {

    private static final OptionalDouble FIFTY = OptionalDouble.of(50);

    @Test
    void aReadingThatSankOutOfNowhereIsDoubtedOnceAndThenBelieved() {
        assertThat(Credit.doubts(0, FIFTY, 0.1, false)).isTrue();
        assertThat(Credit.doubts(0, FIFTY, 0.1, true)).isFalse();
        assertThat(Credit.doubts(Double.NaN, FIFTY, 0.1, false)).isTrue();
    }

    @Test
    void whatWasSpentExplainsALowerReadingAndMoreMoneyNeedsNoExplanation() {
        assertThat(Credit.doubts(49.5, FIFTY, 0.1, false)).isFalse();
        assertThat(Credit.doubts(21, FIFTY, 20, false)).isFalse();
        assertThat(Credit.doubts(500, FIFTY, 0, false)).isFalse();
        assertThat(Credit.doubts(46, FIFTY, Double.NaN, false)).isTrue();
    }

    @Test
    void theFirstReadingOfAllIsReadOnceMore() {
        assertThat(Credit.doubts(0, OptionalDouble.empty(), 0, false)).isTrue();
    }

    @Test
    void forADoubtedReadingNothingIsGivenBackAndItIsToldOf() {
        Scene doubted = scene().with(rental(1)).purse(purse(0, true));
        Scene believed = scene().with(rental(1)).purse(purse(0, false));

        assertThat(doubted.actions()).isEmpty();
        assertThat(doubted.by(Rule.UNKNOWN_MONEY).get(0).reason()).contains("reads as $0");
        assertThat(believed.actionsBy(Rule.BALANCE_FLOOR)).containsExactly(new Action.Retire(1));
    }

    @Test
    void theOtherBudgetsHoldWhateverTheCreditReads() {
        Purse dayIsSpent = new Purse(OptionalDouble.of(0), OptionalDouble.empty(), 19.99, 20, true);

        assertThat(scene().with(rental(1)).purse(dayIsSpent).actionsBy(Rule.DAY_BUDGET))
                .containsExactly(new Action.Retire(1));
    }

    /** Doubting takes away what is given back for the credit, and adds nothing. */
    @Test
    void aDoubtedReadingCommitsNoMoreThanABelievedOne() {
        for (long seed = 1; seed < 2000; seed++) {
            AnyScene any = new AnyScene(new Random(seed), false);
            Plan plan = any.plan();
            Observation seen = any.observation();
            Purse purse = seen.purse();
            Observation doubted = new Observation(
                    seen.at(),
                    seen.api(),
                    new Purse(
                            purse.balance(), purse.accountPerHour(), purse.spentDay(), purse.spentMonth(), true),
                    seen.rentals(),
                    seen.ventures(),
                    seen.mishaps(),
                    seen.clockJump());
            var believed = Guard.decide(seen, plan, RentalBuilder.NOW);
            var careful = Guard.decide(doubted, plan, RentalBuilder.NOW);
            assertThat(careful).as("seed " + seed).noneMatch(one -> one.rule() == Rule.BALANCE_FLOOR);
            if (believed.stream().noneMatch(one -> one.rule() == Rule.BALANCE_FLOOR))
                assertThat(careful.stream().filter(one -> !(one.action() instanceof Action.Tell)))
                        .as("seed " + seed)
                        .containsExactlyElementsOf(believed.stream()
                                .filter(one -> !(one.action() instanceof Action.Tell))
                                .toList());
            // With the credit at or below its floor nothing more is committed, doubted or not.
            if (purse.balance().isPresent()
                    && purse.balance().getAsDouble() <= plan.budget().balanceFloor())
                assertThat(careful.stream().map(Decision::action))
                        .as("seed " + seed)
                        .noneMatch(action -> action instanceof Action.Rent || lengthens(action, seen));
        }
    }

    private static boolean lengthens(Action action, Observation seen) {
        if (!(action instanceof Action.RenewLease lease)) return false;
        return seen.rentals().stream()
                .filter(rental -> rental.instanceId() == lease.instanceId())
                .anyMatch(rental ->
                        rental.leaseUntil().filter(until -> lease.until().isAfter(until)).isPresent());
    }

    private static Purse purse(double credit, boolean doubted) {
        return new Purse(OptionalDouble.of(credit), OptionalDouble.empty(), 1, 1, doubted);
    }
}
