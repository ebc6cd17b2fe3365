package io.vastctl.guard;

import static io.vastctl.guard.HeatLevel.COOL;
import static io.vastctl.guard.HeatLevel.CRITICAL;
import static io.vastctl.guard.HeatLevel.HOT;
import static io.vastctl.guard.HeatLevel.WARM;
import static io.vastctl.guard.RentalBuilder.ago;
import static io.vastctl.guard.RentalBuilder.heat;
import static io.vastctl.guard.RentalBuilder.in;
import static io.vastctl.guard.RentalBuilder.rental;
import static io.vastctl.guard.Scene.chat;
import static io.vastctl.guard.Scene.endpoint;
import static io.vastctl.guard.Scene.scene;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.guard.Action.BreakOff;
import io.vastctl.guard.Action.ChangeBid;
import io.vastctl.guard.Action.CutOff;
import io.vastctl.guard.Action.Drain;
import io.vastctl.guard.Action.Reboot;
import io.vastctl.guard.Action.Recycle;
import io.vastctl.guard.Action.RenewLease;
import io.vastctl.guard.Action.Rent;
import io.vastctl.guard.Action.RestartServer;
import io.vastctl.guard.Action.Restore;
import io.vastctl.guard.Action.Retire;
import io.vastctl.guard.Action.StopServer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract by example: at least one for each rule. */
class RulesTest {

    @Test
    void nothingIsToBeDoneWhereAllIsWell() {
        assertThat(scene().with(rental(1)).decisions()).isEmpty();
    }

    @Nested
    class Heat {

        @Test
        void aCriticalMachineIsCutOffWhateverElseGoesOn() {
            Scene scene = scene().plan(chat(2))
                    .with(rental(1).missing(99).level(CRITICAL).failing(9, 99), rental(2))
                    .spent(20, 20)
                    .jumped(Duration.ofHours(9));

            assertThat(scene.decisions().get(0).action()).isEqualTo(new CutOff(1));
            assertThat(scene.by(Rule.CRITICAL_HEAT).get(0).reason()).contains("instance 1 of chat", "70 °C");
        }

        @Test
        void whileTheApiIsBlindACriticalMachinesServerIsStopped() {
            assertThat(scene().with(rental(1).level(CRITICAL).lease(in(1)))
                            .blind(1)
                            .actions())
                    .containsExactly(new StopServer(1));
        }

        @Test
        void aHotMachineIsDrainedAndAnotherRentedForIt() {
            assertThat(scene().with(rental(1).level(HOT)).actions())
                    .containsExactly(new Drain(1), new Rent("chat", 0.50, OptionalLong.of(1)));
        }

        @Test
        void aHotMachineGoesOnceAnotherServes() {
            assertThat(scene().with(rental(1).level(HOT).draining(Rule.HOT, 9), rental(2))
                            .actionsBy(Rule.HOT))
                    .containsExactly(new Retire(1));
        }

        @Test
        void aMachineThatStaysHotWithoutWorkGoesWithoutWaiting() {
            assertThat(scene().with(rental(1).level(HOT).draining(Rule.HOT, 16))
                            .ventureFor(1)
                            .actions())
                    .containsExactly(new Retire(1));
        }

        @Test
        void aDrainedMachineServesAgainOnlyWhenItIsCool() {
            assertThat(scene().with(rental(1).level(WARM).draining(Rule.HOT, 5))
                            .ventureFor(1)
                            .actions())
                    .isEmpty();
            assertThat(scene().with(rental(1).level(COOL).draining(Rule.HOT, 5)).actionsBy(Rule.WANTED_AGAIN))
                    .containsExactly(new Restore(1));
        }

        @Test
        void aWarmMachineIsToldOfAndNothingElse() {
            Scene scene = scene().with(rental(1).level(WARM));

            assertThat(scene.actions()).isEmpty();
            assertThat(scene.by(Rule.WARM)).hasSize(1);
        }
    }

    @Nested
    class Healing {

        @Test
        void twoBadLooksAreForgiven() {
            assertThat(scene().with(rental(1).failing(2, 2)).actions()).isEmpty();
        }

        @Test
        void theSmallestStepComesFirstAndTheNextOnlyAfterItsTime() {
            assertThat(scene().with(rental(1).failing(3, 2)).actionsBy(Rule.NOT_ANSWERING))
                    .containsExactly(new RestartServer(1));
            assertThat(scene().with(rental(1).failing(6, 6).tried(Step.RESTART_SERVER, 1, 4))
                            .actions())
                    .isEmpty();
            assertThat(scene().with(rental(1).failing(7, 7).tried(Step.RESTART_SERVER, 1, 5))
                            .actions())
                    .containsExactly(new RestartServer(1));
            assertThat(scene().with(rental(1).failing(9, 9).tried(Step.RESTART_SERVER, 2, 9))
                            .actions())
                    .isEmpty();
        }

        @Test
        void restartThenRebootThenRecycle() {
            RentalBuilder restarted = rental(1).failing(19, 20).tried(Step.RESTART_SERVER, 2, 10);
            assertThat(scene().with(restarted).ventureFor(1).actions()).containsExactly(new Reboot(1));
            RentalBuilder rebooted =
                    rental(1).failing(30, 30).tried(Step.RESTART_SERVER, 2, 20).tried(Step.REBOOT, 1, 10);
            assertThat(scene().with(rebooted).ventureFor(1).actions()).containsExactly(new Recycle(1));
        }

        @Test
        void aSecondMachineIsRentedWhileTheLadderGoesOn() {
            assertThat(scene().with(rental(1).failing(11, 11).tried(Step.RESTART_SERVER, 2, 5))
                            .actions())
                    .containsExactly(new Rent("chat", 0.50, OptionalLong.of(1)));
        }

        @Test
        void whenNoStepHelpedTheRentalGoes() {
            assertThat(scene().with(exhausted(1)).actionsBy(Rule.HEALING_EXHAUSTED))
                    .containsExactly(new Retire(1));
        }

        @Test
        void aStepBeforeALongGoodTimeIsForgiven() {
            RentalBuilder relapsed =
                    rental(1).failing(3, 3).tried(Step.RESTART_SERVER, 2, 400).tried(Step.REBOOT, 1, 390);
            assertThat(scene().with(relapsed).actions()).containsExactly(new RestartServer(1));
        }

        @Test
        void aSlowEndpointIsRestartedThenReplacedWhileItServes() {
            assertThat(scene().with(rental(1).slow(9)).actions()).isEmpty();
            assertThat(scene().with(rental(1).slow(10)).actionsBy(Rule.SLOW)).containsExactly(new RestartServer(1));
            RentalBuilder restarted = rental(1).slow(30).tried(Step.RESTART_SERVER, 2, 30);
            assertThat(scene().with(restarted).actions()).containsExactly(new Rent("chat", 0.50, OptionalLong.of(1)));
            assertThat(scene().with(restarted, rental(2)).actionsBy(Rule.SLOW)).containsExactly(new Drain(1));
        }

        @Test
        void brokenHardwareOfOneThatServesIsReplacedFirst() {
            Hardware broken = new Hardware(2, "nvidia-smi says [GPU is lost]", OptionalLong.empty());
            assertThat(scene().with(rental(1).hardware(broken)).actions())
                    .containsExactly(new Rent("chat", 0.50, OptionalLong.of(1)));
            assertThat(scene().with(rental(1).hardware(broken).failing(3, 3)).actionsBy(Rule.BROKEN_HARDWARE))
                    .containsExactly(new Retire(1));
            Hardware once = new Hardware(1, "nvidia-smi says [GPU is lost]", OptionalLong.empty());
            assertThat(scene().with(rental(1).hardware(once)).actions()).isEmpty();
        }
    }

    @Nested
    class Replacement {

        @Test
        void anEndpointBelowItsCountGetsAnother() {
            Scene scene = scene().plan(chat(2)).with(rental(1));

            assertThat(scene.actionsBy(Rule.BELOW_COUNT)).contains(new Rent("chat", 0.50, OptionalLong.empty()));
        }

        @Test
        void ofManyThatAreWantingTenAreRentedInAMinute() {
            Scene scene = scene().budget(rich()).plan(chat(8), endpoint("draw", 25, Hours.ALWAYS));

            assertThat(scene.actions()).hasSize(10);
            assertThat(scene.actions().subList(0, 8))
                    .allMatch(action -> ((Rent) action).endpoint().equals("chat"));
            assertThat(scene.by(Rule.RENT_PACE)).hasSize(1);
            assertThat(scene.by(Rule.RENT_PACE).get(0).reason())
                    .isEqualTo("23 rents of draw wait: no more than 10 begin in a minute");
        }

        @Test
        void rentsThatBeganOrFailedWithinTheMinuteCountAmongTheTen() {
            Scene scene = scene().budget(rich()).plan(chat(30));
            for (int i = 0; i < 7; i++) scene.ventureSince("chat", 59);
            for (int i = 0; i < 4; i++) scene.ventureSince("chat", 60);
            scene.mishapOf("draw", Mishap.Kind.RENT_FAILED, 0);

            assertThat(scene.actions()).hasSize(2);
            assertThat(scene.by(Rule.RENT_PACE)).hasSize(1);
        }

        @Test
        void wherePaceAndMoneyAreBothShortMoneyIsTold() {
            Scene scene = scene().plan(chat(30));

            assertThat(scene.actions()).hasSize(2);
            assertThat(scene.by(Rule.RENT_PACE)).isEmpty();
            assertThat(scene.by(Rule.NO_MONEY)).hasSize(1);
        }

        private static Budget rich() {
            return new Budget(900, 2000, 4000, 5, Budget.LOW_CREDIT, ZoneOffset.UTC);
        }

        @Test
        void arentUnderWayIsNotMadeTwice() {
            assertThat(scene().venture("chat", 0.50).actions()).isEmpty();
        }

        @Test
        void aRentalThatDidNotComeUpGoes() {
            assertThat(scene().with(rental(1).life(Life.STARTING, 29)).actions())
                    .isEmpty();
            assertThat(scene().with(rental(1).life(Life.STARTING, 30)).actionsBy(Rule.STUCK_START))
                    .containsExactly(new Retire(1));
        }

        @Test
        void aStoppedRentalGoesAfterAWhile() {
            assertThat(scene().with(rental(1).life(Life.STOPPED, 9)).actions()).isEmpty();
            assertThat(scene().with(rental(1).life(Life.STOPPED, 10)).actionsBy(Rule.STOPPED))
                    .containsExactly(new Retire(1));
        }

        @Test
        void aLostHostIsReplacedAndGivenBackOnceItIs() {
            assertThat(scene().with(rental(1).life(Life.OFFLINE, 10)).actions())
                    .containsExactly(new Rent("chat", 0.50, OptionalLong.of(1)));
            assertThat(scene().with(rental(1).life(Life.OFFLINE, 20), rental(2)).actionsBy(Rule.OFFLINE))
                    .containsExactly(new Retire(1));
        }

        @Test
        void anOutbidRentalIsReplacedAfterAWhile() {
            assertThat(scene().with(rental(1).life(Life.OUTBID, 14)).actions()).isEmpty();
            assertThat(scene().with(rental(1).life(Life.OUTBID, 15), rental(2)).actionsBy(Rule.OUTBID))
                    .containsExactly(new Retire(1));
        }

        @Test
        void aMissingRentalIsDestroyedOnceMoreAfterAWhile() {
            assertThat(scene().with(rental(1).missing(9)).actions()).isEmpty();
            assertThat(scene().with(rental(1).missing(10)).actionsBy(Rule.MISSING))
                    .containsExactly(new Retire(1));
        }

        @Test
        void whatAnswersIsNotMissingWhateverTheListingsSay() {
            assertThat(scene().with(rental(1).missingSince(ago(300))).actions()).isEmpty();
            assertThat(scene().with(rental(1).missing(300).heat(heat(COOL))).actions())
                    .isEmpty();
        }

        @Test
        void aRentalWhoseLeaseRanOutAndThatIsNotListedIsGoneAtTheSecondLook() {
            assertThat(scene().with(rental(1).missing(0).lease(ago(0))).actions())
                    .isEmpty();
            assertThat(scene().with(rental(1).missing(1).lease(in(1))).actions())
                    .isEmpty();
            assertThat(scene().with(rental(1).missing(1).lease(ago(0))).actionsBy(Rule.LEASE_OVER))
                    .containsExactly(new Retire(1));
            assertThat(scene().with(rental(1).missingSince(ago(1)).lease(ago(1)))
                            .actionsBy(Rule.LEASE_OVER))
                    .as("it was heard after the end of its lease")
                    .isEmpty();
        }

        @Test
        void aPriceAboveTheLimitIsToldAndReplacedBeforeTheContractEnds() {
            Scene early = scene().with(rental(1).increase(0.51).contractEnd(in(121)));
            assertThat(early.actions()).isEmpty();
            assertThat(early.by(Rule.PRICE_INCREASE).get(0).reason()).contains("$0.510/h", "$0.500/h");

            assertThat(scene().with(rental(1).increase(0.51).contractEnd(in(119)))
                            .actionsBy(Rule.REPLACEMENT))
                    .containsExactly(new Rent("chat", 0.50, OptionalLong.of(1)));
            assertThat(scene().with(rental(1).increase(0.51), rental(2)).actionsBy(Rule.PRICE_INCREASE))
                    .contains(new Drain(1));
        }

        @Test
        void aContractThatEndsSoonIsReplaced() {
            assertThat(scene().with(rental(1).contractEnd(in(119)), rental(2)).actionsBy(Rule.CONTRACT_END))
                    .containsExactly(new Drain(1));
        }

        @Test
        void theOldOneStaysUntilTheNewOneServes() {
            Scene scene = scene().with(rental(1).contractEnd(in(60)), rental(2).life(Life.STARTING, 1));

            assertThat(scene.actions()).isEmpty();
        }

        @Test
        void whereTheBudgetHoldsOnlyOneTheOneThatServesNobodyGoesFirst() {
            Scene scene = scene().with(rental(1).life(Life.OFFLINE, 20).price(0.50))
                    .budget(new Budget(0.55, 20, 400, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));
            assertThat(scene.actionsBy(Rule.BREAK_BEFORE_MAKE)).containsExactly(new Retire(1));

            Scene serves = scene().with(rental(1).contractEnd(in(60)).price(0.50))
                    .budget(new Budget(0.55, 20, 400, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));
            assertThat(serves.actions()).isEmpty();
            assertThat(serves.by(Rule.NO_MONEY)).hasSize(1);
        }

        @Test
        void aSurplusOneIsDrainedThenGivenBack() {
            assertThat(scene().with(rental(1), rental(2).price(0.41)).actionsBy(Rule.SURPLUS))
                    .containsExactly(new Drain(2));
            assertThat(scene().with(rental(1), rental(2).draining(Rule.SURPLUS, 2))
                            .actionsBy(Rule.SURPLUS))
                    .containsExactly(new Retire(2));
        }

        @Test
        void outsideItsHoursAnEndpointIsDrainedThenGivenBack() {
            PlannedEndpoint morning = endpoint("chat", 1, Scene.from(6, 11));
            assertThat(scene().plan(morning).with(rental(1)).actionsBy(Rule.OUTSIDE_HOURS))
                    .containsExactly(new Drain(1));
            assertThat(scene().plan(morning)
                            .with(rental(1).draining(Rule.OUTSIDE_HOURS, 3))
                            .actions())
                    .containsExactly(new Retire(1));
        }

        @Test
        void anEndpointIsRentedShortlyBeforeItsHours() {
            assertThat(scene().plan(endpoint("chat", 1, Scene.from(13, 18))).actions())
                    .isEmpty();
            Hours soon = new Hours(
                    ZoneOffset.UTC,
                    List.of(new Hours.Window(
                            EnumSet.allOf(DayOfWeek.class), LocalTime.of(12, 15), LocalTime.of(18, 0))));
            assertThat(scene().plan(endpoint("chat", 1, soon)).actions()).hasSize(1);
        }

        @Test
        void aRentalWhoseEndpointLeftThePlanIsDrainedThenGivenBack() {
            assertThat(scene().with(rental(1), rental(2).of("old")).actionsBy(Rule.NOT_IN_PLAN))
                    .containsExactly(new Drain(2));
        }

        @Test
        void whatIsLeftOverOfARentHasNoEndpointToBeNamed() {
            assertThat(scene().with(rental(1), rental(2).of("")).reasonsBy(Rule.NOT_IN_PLAN))
                    .containsExactly(
                            "instance 2: left over of a rent that failed, or given back already, and not proven gone");
        }
    }

    @Nested
    class Money {

        @Test
        void overTheBudgetOfAnHourTheLeastNeededGoes() {
            Scene scene = scene().plan(chat(2), endpoint("batch", 1, Hours.ALWAYS))
                    .with(rental(1), rental(2), rental(3).of("batch"));

            assertThat(scene.actionsBy(Rule.HOUR_BUDGET)).containsExactly(new Retire(3));
        }

        @Test
        void aRentUnderWayIsBrokenOffBeforeAnythingThatServesIsGivenBack() {
            Scene scene = scene().plan(chat(3)).with(rental(1), rental(2)).venture("chat", "run-1", false);

            assertThat(scene.actionsBy(Rule.HOUR_BUDGET)).containsExactly(new BreakOff("chat", "run-1"));
        }

        @Test
        void oneThatIsBeingBrokenOffIsGoneForTheBudgetAndIsLeftAlone() {
            Scene scene = scene().plan(chat(3)).with(rental(1), rental(2)).venture("chat", "run-1", true);

            assertThat(scene.actionsBy(Rule.HOUR_BUDGET)).isEmpty();
        }

        @Test
        void aRentForAnEndpointThatLeftThePlanIsBrokenOff() {
            Scene scene = scene().with(rental(1)).venture("old", "run-1", false);

            assertThat(scene.actionsBy(Rule.NOT_IN_PLAN)).containsExactly(new BreakOff("old", "run-1"));
        }

        @Test
        void theBudgetOfTheDayIsNotBrokenEvenByTheReaction() {
            assertThat(scene().with(rental(1)).spent(19.9, 20).actions()).doesNotContain(new Retire(1));
            assertThat(scene().with(rental(1)).spent(19.94, 20).actionsBy(Rule.DAY_BUDGET))
                    .containsExactly(new Retire(1));
        }

        @Test
        void norIsTheBudgetOfTheMonth() {
            assertThat(scene().with(rental(1)).spent(1, 399.95).actionsBy(Rule.MONTH_BUDGET))
                    .containsExactly(new Retire(1));
        }

        @Test
        void theCreditStaysAboveItsFloor() {
            assertThat(scene().with(rental(1)).balance(5.05).actionsBy(Rule.BALANCE_FLOOR))
                    .containsExactly(new Retire(1));
        }

        @Test
        void whatTheAccountRunsBesidesCountsForTheFloor() {
            Purse shared = new Purse(OptionalDouble.of(6), OptionalDouble.of(10.4), 1, 1);
            assertThat(scene().with(rental(1)).purse(shared).actionsBy(Rule.BALANCE_FLOOR))
                    .containsExactly(new Retire(1));
        }

        @Test
        void withLowCreditNothingThatServesIsRentedTwice() {
            Scene scene = scene().with(rental(1).contractEnd(in(60))).balance(9);

            assertThat(scene.actions()).isEmpty();
            assertThat(scene.by(Rule.LOW_CREDIT)).hasSize(1);
        }

        @Test
        void withUnknownMoneyNothingIsRented() {
            Purse unknown = new Purse(OptionalDouble.empty(), OptionalDouble.empty(), 1, 1);
            assertThat(scene().purse(unknown).actions()).isEmpty();
            assertThat(scene().purse(unknown).by(Rule.UNKNOWN_MONEY)).isNotEmpty();
            assertThat(scene().with(rental(1).lease(in(1))).spent(Double.NaN, 1).actions())
                    .isEmpty();
        }

        @Test
        void aRentTakesNoMoreThanWhatTheHourLeaves() {
            assertThat(scene().plan(chat(3))
                            .with(rental(1), rental(2).price(0.3))
                            .actions())
                    .hasSize(1)
                    .first()
                    .satisfies(action -> assertThat(((Rent) action).ceiling()).isEqualTo(0.3, within(1e-9)));
        }

        @Test
        void aRentThatTheBudgetCannotHoldIsToldOf() {
            Scene scene = scene().plan(chat(2)).with(rental(1).price(0.95));

            assertThat(scene.actions()).isEmpty();
            assertThat(scene.by(Rule.NO_MONEY).get(0).reason()).contains("$0.050/h", "$1.000/h");
        }

        /** The first reading of all is doubted too, and nothing was read or spent before it. */
        @Test
        void aDoubtedCreditIsToldInWordsThatHoldForTheFirstReadingToo() {
            Purse doubted = new Purse(OptionalDouble.of(4), OptionalDouble.empty(), 1, 1, true);
            assertThat(scene().with(rental(1)).purse(doubted).by(Rule.UNKNOWN_MONEY))
                    .extracting(Decision::reason)
                    .containsExactly(
                            "the credit reads as $4.000, and no earlier reading, less what was spent since, bears"
                                    + " that out; it is read once more before anything is given back");
        }

        @Test
        void oneOfAKindIsToldInTheSingular() {
            Scene one = scene().plan(Scene.chat(2)).with(rental(1)).mishap(Mishap.Kind.RENT_FAILED, 1);
            assertThat(one.decisions())
                    .extracting(Decision::reason)
                    .contains("chat is served by 1 sound rental of 2 planned")
                    .anyMatch(reason -> reason.startsWith("1 rent of chat failed; the next comes"));
        }

        @Test
        void arentNeedsMoneyForAFullLease() {
            assertThat(scene().spent(19.5, 20).actions()).isEmpty();
        }
    }

    @Nested
    class Absence {

        @Test
        void errorsOfTheApiMakeTheNextRentWaitButAreNoStorm() {
            Scene scene = scene();
            for (int i = 0; i < 9; i++) scene.mishap(Mishap.Kind.RENT_ERROR, i);

            assertThat(scene.by(Rule.STORM)).isEmpty();
            assertThat(scene.by(Rule.BACKOFF)).hasSize(1);
            assertThat(scene.actions()).isEmpty();
        }

        @Test
        void whileManyFailNothingIsReplaced() {
            Scene scene = scene().with(exhausted(1));
            for (int i = 0; i < 6; i++) scene.mishap(Mishap.Kind.RENTAL_LOST, 10 * i);

            assertThat(scene.actions()).isEmpty();
            assertThat(scene.by(Rule.STORM)).hasSize(1);
        }

        @Test
        void soItIsWhenMostFailAtTheSameTime() {
            Scene scene = scene().plan(chat(3)).budget(new Budget(9, 200, 4000, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));
            scene.with(exhausted(1), rental(2).life(Life.OFFLINE, 99), rental(3).life(Life.STOPPED, 99));

            assertThat(scene.actions()).isEmpty();
        }

        @Test
        void afterFailedRentsTheNextWaitsTwiceAsLongEachTime() {
            assertThat(scene().mishap(Mishap.Kind.RENT_FAILED, 1).actions()).isEmpty();
            assertThat(scene().mishap(Mishap.Kind.RENT_FAILED, 2).actions()).hasSize(1);
            Scene third = scene();
            for (int minutes : new int[] {60, 30, 7}) third.mishap(Mishap.Kind.RENT_FAILED, minutes);
            assertThat(third.by(Rule.BACKOFF).get(0).reason()).contains("3 rents", "8 min");
            assertThat(third.mishap(Mishap.Kind.RENT_DONE, 1).actions()).hasSize(1);
        }

        @Test
        void blindItRentsAndDestroysNothingAndRenewsLeases() {
            Scene scene = scene().plan(chat(2))
                    .with(exhausted(1).lease(in(20)), rental(2).of("old").lease(in(20)))
                    .spent(20, 20)
                    .blind(30);
            assertThat(scene.spent(1, 1).actions()).containsExactly(new RenewLease(1, in(60)));
            assertThat(scene.by(Rule.BLIND)).hasSize(1);
        }

        @Test
        void blindForLongItLetsTheLeasesRunOut() {
            assertThat(scene().with(rental(1).lease(in(20))).blind(360).actions())
                    .isEmpty();
        }

        @Test
        void whenTheClockJumpedNothingRestsOnElapsedTime() {
            Scene scene = scene().with(exhausted(1).missing(99)).jumped(Duration.ofHours(-3));

            assertThat(scene.actions()).isEmpty();
            assertThat(scene.by(Rule.CLOCK_JUMP)).hasSize(1);
        }

        @Test
        void aLeaseIsRenewedInTime() {
            assertThat(scene().with(rental(1).lease(in(41))).actions()).isEmpty();
            assertThat(scene().with(rental(1).lease(in(39))).actionsBy(Rule.LEASE))
                    .containsExactly(new RenewLease(1, in(60)));
            assertThat(scene().with(rental(1).noLeaseKnown()).actions()).containsExactly(new RenewLease(1, in(60)));
        }

        @Test
        void aLeaseNeverReachesFurtherThanTheMoney() {
            assertThat(scene().with(rental(1).lease(in(10))).spent(19.8, 20).actions())
                    .containsExactly(new RenewLease(1, in(28)));
            assertThat(scene().with(rental(1).lease(in(50))).spent(19.8, 20).actions())
                    .containsExactly(new RenewLease(1, in(28)));
        }
    }

    @Nested
    class Bidding {

        /** The end of the money moves by seconds from look to look. */
        @Test
        void aLeaseThatReachesSecondsFurtherThanTheMoneyIsLeftAsItIs() {
            assertThat(scene().with(rental(1).lease(in(28).plusSeconds(50)))
                            .spent(19.8, 20)
                            .actionsBy(Rule.LEASE))
                    .isEmpty();
            assertThat(scene().with(rental(1).lease(in(28).plusSeconds(70)))
                            .spent(19.8, 20)
                            .actionsBy(Rule.LEASE))
                    .containsExactly(new RenewLease(1, in(28)));
        }

        @Test
        void aBidFollowsTheMarketByOneStep() {
            Scene scene = scene().with(rental(1).bidding(bid(0.30, 0.40)));

            assertThat(scene.actionsBy(Rule.BID)).containsExactly(new ChangeBid(1, 0.345));
            assertThat(scene.by(Rule.BID).get(0).reason())
                    .contains("bid $0.300/h", "market $0.400/h", "limit $0.400/h");
        }

        @Test
        void aBidIsNotRaisedWithoutMoney() {
            assertThat(scene().with(rental(1).bidding(bid(0.30, 0.40)))
                            .spent(19.75, 20)
                            .actionsBy(Rule.BID))
                    .isEmpty();
        }

        @Test
        void whatRunsDoesNotChaseTheBidThatWouldTakeItsPlaceAndSinksNoLowerThanTheMachineTakes() {
            assertThat(scene().with(rental(1).bidding(bid(0.30, 0.30, 0.34))).actionsBy(Rule.BID))
                    .isEmpty();
            assertThat(scene().with(rental(1).bidding(bid(0.30, 0.20, 0.28001))).actionsBy(Rule.BID))
                    .containsExactly(new ChangeBid(1, 0.2801));
        }

        @Test
        void whatWasOutbidGoesAboveTheLeastBidIfItsLimitHoldsThat() {
            assertThat(scene().with(rental(1).life(Life.OUTBID, 1).bidding(bid(0.30, 0.20, 0.30001)))
                            .actionsBy(Rule.BID))
                    .containsExactly(new ChangeBid(1, 0.315));
            assertThat(scene().with(rental(1).life(Life.OUTBID, 1).bidding(bid(0.30, 0.20, 0.50)))
                            .actionsBy(Rule.BID))
                    .isEmpty();
        }

        private io.vastctl.guard.Bidding bid(double own, double market, double least) {
            return new io.vastctl.guard.Bidding(own, market, least, OptionalDouble.of(50), Optional.empty());
        }

        private io.vastctl.guard.Bidding bid(double own, double market) {
            return new io.vastctl.guard.Bidding(own, market, 0.1, OptionalDouble.of(50), Optional.empty());
        }
    }

    private static RentalBuilder exhausted(long id) {
        return rental(id)
                .failing(99, 99)
                .tried(Step.RESTART_SERVER, 2, 80)
                .tried(Step.REBOOT, 1, 60)
                .tried(Step.RECYCLE, 1, 40);
    }
}
