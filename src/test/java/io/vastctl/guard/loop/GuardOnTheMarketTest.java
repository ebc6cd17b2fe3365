package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Life;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rule;
import io.vastctl.instance.Instance;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guard does on a market that moves: bids, prices, machines that break while they serve. */
class GuardOnTheMarketTest {

    private static final Duration STARTS = Duration.ofHours(1);
    private static final Plan BIDS = GuardRig.plan(RentalType.INTERRUPTIBLE, 1, 0.6, BidRules.STANDARD);
    private static final Plan ON_DEMAND = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    private GuardRig rig(String scenario, Plan plan) {
        return new GuardRig(folder, scenario, 1, plan);
    }

    /** The machine that is rented first: the same again under any scenario that begins to differ later. */
    private long firstMachine(Plan plan) throws InterruptedException {
        try (GuardRig calm = new GuardRig(folder, "demand: 0.5\n", 1, plan)) {
            assertThat(calm.untilServed(STARTS)).isTrue();
            long machine = only(calm).machineId().orElseThrow();
            return machine;
        }
    }

    private static Instance only(GuardRig rig) throws InterruptedException {
        List<Instance> all = rig.client.list();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static List<Action.ChangeBid> bids(GuardRig rig) {
        return rig.by(Rule.BID).stream()
                .map(Decision::action)
                .map(Action.ChangeBid.class::cast)
                .toList();
    }

    private static double ownBid(GuardRig rig) throws InterruptedException {
        return only(rig).terms().gpuDollarsPerHour().orElseThrow();
    }

    @Test
    void aBidFollowsARisingMarketByStepsAndIsNotOutbid() throws Exception {
        try (GuardRig rig =
                rig("demand: 0.5\ntimeline:\n  - at: 2h\n    bids: 1.15\n  - at: 3h\n    bids: 1.15\n", BIDS)) {
            assertThat(rig.untilServed(STARTS)).isTrue();
            double first = rig.rentedFor();
            double least = only(rig).terms().leastBid().orElseThrow();
            assertThat(first).as("a little above the floor").isBetween(least, least * 1.06);

            List<Life> lives = new ArrayList<>();
            List<Instant> changes = new ArrayList<>();
            rig.until(Duration.ofHours(4), tick -> {
                tick.seen().rentals().forEach(rental -> lives.add(rental.life()));
                if (tick.decisions().stream().anyMatch(one -> one.rule() == Rule.BID))
                    changes.add(tick.seen().at());
                return false;
            });

            assertThat(lives).doesNotContain(Life.OUTBID);
            assertThat(ownBid(rig)).isGreaterThan(first * 1.2);
            double before = first;
            for (Action.ChangeBid bid : bids(rig)) {
                assertThat(bid.dollarsPerHour()).isBetween(before * 0.8499, before * 1.1501);
                assertThat(bid.dollarsPerHour()).isLessThan(0.6);
                before = bid.dollarsPerHour();
            }
            for (int i = 1; i < changes.size(); i++)
                assertThat(Duration.between(changes.get(i - 1), changes.get(i)))
                        .isGreaterThanOrEqualTo(BidRules.STANDARD.coolDown());
        }
    }

    @Test
    void aMachineThatHardlyWorksBidsLess() throws Exception {
        double busy = settledBid("demand: 0.5\n");
        double idle = settledBid("demand: 0.05\n");

        assertThat(idle / busy).isBetween(0.88, 0.92);
    }

    private double settledBid(String scenario) throws Exception {
        try (GuardRig rig = rig(scenario, BIDS)) {
            assertThat(rig.untilServed(STARTS)).isTrue();
            rig.during(Duration.ofHours(3));
            return ownBid(rig);
        }
    }

    @Test
    void aRivalAboveTheCeilingIsNotFollowedAndTheRentalReplaced() throws Exception {
        long machine = firstMachine(BIDS);
        String rival = "demand: 0.5\ntimeline:\n  - at: 2h\n    machine: " + machine + "\n    outbid: ";
        try (GuardRig rig = rig(rival + "30\n", BIDS)) {
            assertThat(rig.untilServed(STARTS)).isTrue();
            long old = only(rig).instanceId();

            assertThat(rig.until(
                            Duration.ofHours(3),
                            tick -> tick.decisions().stream()
                                    .anyMatch(one -> one.rule() == Rule.OUTBID
                                            && one.action().equals(new Action.Retire(old)))))
                    .isTrue();

            assertThat(bids(rig))
                    .allSatisfy(bid -> assertThat(bid.dollarsPerHour()).isLessThanOrEqualTo(0.6));
            assertThat(rig.by(Rule.REPLACEMENT)).isNotEmpty();
            assertThat(new BadHosts(rig.database).list(true, rig.time.instant()))
                    .as("to be outbid is nobody's fault")
                    .isEmpty();
        }
    }

    @Test
    void aMachineWhoseCardBreaksWhileItServesIsBarredForTheNextRentOfAnybody() throws Exception {
        long machine = firstMachine(ON_DEMAND);
        String breaks = "demand: 0.5\ntimeline:\n  - at: 90m\n    machine: " + machine + "\n    fault: gpu-falls-off\n";
        try (GuardRig rig = rig(breaks, ON_DEMAND)) {
            assertThat(rig.untilServed(STARTS)).isTrue();

            assertThat(rig.until(
                            Duration.ofHours(3),
                            tick -> tick.seen().rentals().stream()
                                    .anyMatch(rental -> rental.machineId().orElse(0) != machine
                                            && rental.health().lastGood().isPresent())))
                    .isTrue();

            List<BadHost> barred = new BadHosts(rig.database).active(Origin.SIMULATED, rig.time.instant());
            assertThat(barred).hasSize(1);
            assertThat(barred.get(0).id()).isEqualTo(machine);
            assertThat(barred.get(0).scope()).isEqualTo(Scope.MACHINE);
            assertThat(barred.get(0).cause()).isEqualTo("serving-broken-hardware");
            assertThat(barred.get(0).evidence().orElse("")).contains("looks in a row");
            assertThat(barred.get(0).runId()).isPresent();
            assertThat(rig.happened).anyMatch(line -> line.contains("machine " + machine + " is barred"));
        }
    }

    /** A machine that is promised for a few days, and a plan that looks ahead so far that it has to be replaced in 6.5 hours. */
    private record Ending(long machine, double price, Plan plan) {}

    private Ending ending(double priceShare) throws InterruptedException {
        try (GuardRig calm = rig("demand: 0.5\n", ON_DEMAND)) {
            calm.barContractsLongerThan(Duration.ofDays(6));
            assertThat(calm.untilServed(STARTS)).isTrue();
            Instance rented = only(calm);
            Instant end = rented.terms().endsAt().orElseThrow();
            double price = rented.dollarsPerHour().orElseThrow();
            Duration ahead = Duration.between(GuardRig.START, end).minus(Duration.ofMinutes(390));
            Plan plan = GuardRig.plan(RentalType.ON_DEMAND, 1, price * priceShare, BidRules.STANDARD);
            return new Ending(rented.machineId().orElseThrow(), price, GuardRig.replacingAhead(plan, ahead));
        }
    }

    @Test
    void aRentalWithAnAnnouncedRiseAboveTheLimitGivesWayBeforeItsContractEnds() throws Exception {
        Ending ending = ending(1.05);
        String rises = "demand: 0.5\ntimeline:\n  - at: 90m\n    machine: " + ending.machine()
                + "\n    fault: price-rise-late\n";
        try (GuardRig rig = rig(rises, ending.plan())) {
            rig.barContractsLongerThan(Duration.ofDays(6));
            assertThat(rig.untilServed(STARTS)).isTrue();
            long old = only(rig).instanceId();
            rig.allowAllMachines();

            assertThat(rig.until(Duration.ofHours(5), tick -> false)).isFalse();
            assertThat(rig.told).anySatisfy(tell -> assertThat(tell.text()).contains("the host announced"));
            assertThat(rig.by(Rule.PRICE_INCREASE)).as("there is time yet").isEmpty();

            assertThat(rig.until(
                            Duration.ofHours(4),
                            tick -> tick.decisions().stream()
                                    .anyMatch(one -> one.action().equals(new Action.Retire(old)))))
                    .isTrue();
            assertThat(rig.by(Rule.PRICE_INCREASE)).extracting(Decision::action).contains(new Action.Retire(old));
        }
    }

    @Test
    void aRentalWhoseContractEndsIsReplacedBeforeByTheEndThatTheListingTells() throws Exception {
        Ending ending = ending(1.6);
        try (GuardRig rig = rig("demand: 0.5\n", ending.plan())) {
            rig.barContractsLongerThan(Duration.ofDays(6));
            assertThat(rig.untilServed(STARTS)).isTrue();
            long old = only(rig).instanceId();
            rig.allowAllMachines();

            assertThat(rig.until(
                            Duration.ofHours(9),
                            tick -> tick.decisions().stream()
                                    .anyMatch(one -> one.action().equals(new Action.Retire(old)))))
                    .isTrue();
            assertThat(rig.by(Rule.CONTRACT_END)).extracting(Decision::action).contains(new Action.Retire(old));
            assertThat(Duration.between(GuardRig.START, rig.time.instant())).isGreaterThan(Duration.ofMinutes(385));
            assertThat(new BadHosts(rig.database).list(true, rig.time.instant()))
                    .isEmpty();
        }
    }

    @Test
    void whatTheOperatorTakesDownIsRentedAnewAsThePlanAsks() throws Exception {
        try (GuardRig rig = rig("demand: 0.5\n", ON_DEMAND)) {
            assertThat(rig.untilServed(STARTS)).isTrue();
            long old = only(rig).instanceId();
            rig.takeDown(old);

            assertThat(rig.until(
                            Duration.ofHours(1),
                            tick -> tick.seen().rentals().stream()
                                    .anyMatch(rental -> rental.instanceId() != old
                                            && rental.health().lastGood().isPresent())))
                    .isTrue();
            assertThat(rig.by(Rule.BELOW_COUNT)).hasSize(2);
            assertThat(new BadHosts(rig.database).list(true, rig.time.instant()))
                    .isEmpty();
        }
    }

    @Test
    void anOutbidRentalReachesARivalBelowItsCeilingAndGoesOn() throws Exception {
        long machine = firstMachine(BIDS);
        double first;
        try (GuardRig calm = rig("demand: 0.5\n", BIDS)) {
            assertThat(calm.untilServed(STARTS)).isTrue();
            calm.during(Duration.ofHours(1));
            first = ownBid(calm);
        }
        String rival =
                "demand: 0.5\ntimeline:\n  - at: 2h\n    machine: " + machine + "\n    outbid: " + first * 1.1 + "\n";
        try (GuardRig rig = rig(rival, BIDS)) {
            assertThat(rig.untilServed(STARTS)).isTrue();
            long rental = only(rig).instanceId();
            assertThat(rig.until(Duration.ofHours(2), tick -> life(tick, rental) == Life.OUTBID))
                    .isTrue();

            assertThat(rig.until(Duration.ofMinutes(14), tick -> life(tick, rental) == Life.RUNNING))
                    .isTrue();
            assertThat(ownBid(rig)).isBetween(first * 1.0999, 0.6);
        }
    }

    private static Life life(Keeper.Tick tick, long instanceId) {
        return tick.seen().rentals().stream()
                .filter(rental -> rental.instanceId() == instanceId)
                .findFirst()
                .orElseThrow()
                .life();
    }

    /** When a look ends, in seconds from the start: the same again as long as nothing differs. */
    private long firstLookAfter(Duration span) throws InterruptedException {
        List<Instant> looks = new ArrayList<>();
        try (GuardRig calm = rig("demand: 0.5\n", ON_DEMAND)) {
            calm.untilServed(STARTS);
            calm.until(Duration.ofHours(3), tick -> {
                if (!tick.seen().at().isBefore(GuardRig.START.plus(span)))
                    looks.add(tick.seen().at());
                return looks.size() > 0;
            });
        }
        return Duration.between(GuardRig.START, looks.get(0)).toSeconds();
    }

    @Test
    void oneLookAtACreditThatIsGoneGivesNothingBackAndASecondOneDoes() throws Exception {
        long look = firstLookAfter(Duration.ofHours(2));
        String credits = "demand: 0.5\ntimeline:\n  - at: " + (look - 8) + "s\n    credit: 3\n  - at: " + (look + 4)
                + "s\n    credit: 300\n  - at: 3h\n    credit: 3\n";
        try (GuardRig rig = rig(credits, ON_DEMAND)) {
            assertThat(rig.untilServed(STARTS)).isTrue();

            assertThat(rig.until(
                            Duration.ofHours(3), tick -> tick.seen().purse().doubted()))
                    .isTrue();
            rig.time.sleep(Duration.ofSeconds(30));
            assertThat(rig.until(Duration.ofMinutes(30), tick -> false)).isFalse();
            assertThat(rig.by(Rule.BALANCE_FLOOR)).isEmpty();
            assertThat(rig.told).anySatisfy(tell -> assertThat(tell.text()).contains("the credit reads as $3"));

            assertThat(rig.until(
                            Duration.ofHours(1), tick -> tick.seen().purse().doubted()))
                    .isTrue();
            assertThat(rig.by(Rule.BALANCE_FLOOR)).isEmpty();
            assertThat(rig.until(
                            Duration.ofMinutes(3),
                            tick -> tick.decisions().stream().anyMatch(one -> one.rule() == Rule.BALANCE_FLOOR)))
                    .isTrue();
        }
    }
}
