package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.simulator.Markets;
import io.vastctl.simulator.market.Market.StartAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a contract goes through when its customer, other bidders and the calendar have a say. */
class ContractCourseTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    private final Markets markets = Markets.calm();
    private final Market market = markets.market;

    private Contract running() {
        return running(markets);
    }

    private static Contract running(Markets markets) {
        Contract contract = markets.rent(TINY);
        markets.pass(1_500);
        assertThat(markets.market.living()).containsExactly(contract);
        return contract;
    }

    private Contract bidding(Markets where, double timesLeast) {
        var offer = where.goodOffer();
        double bid = offer.path("min_bid").asDouble() * timesLeast;
        where.create(offer.path("id").asLong(), Markets.order("bid", TINY).put("price", bid));
        return where.market.living().get(0);
    }

    private String state(Contract contract) {
        return words(markets, contract);
    }

    private static String words(Markets markets, Contract contract) {
        markets.market.living();
        ContractState state = contract.state(markets.time.instant());
        return state.actualStatus().orElse("null") + " " + state.curState() + "/" + state.nextState() + "/"
                + state.intendedStatus();
    }

    private double dollarsPerHour(double seconds) {
        double before = market.dollarsSpent();
        markets.pass(seconds);
        return (market.dollarsSpent() - before) / seconds * 3600;
    }

    @Test
    void stoppingTakesSomeSecondsAndThenOnlyTheDiskIsBilled() {
        Contract contract = running();

        market.stop(contract);
        assertThat(state(contract)).isEqualTo("running running/stopped/stopped");
        markets.pass(10);
        assertThat(state(contract)).isEqualTo("exited stopped/stopped/stopped");
        assertThat(contract.up(markets.time.instant())).isFalse();
        assertThat(dollarsPerHour(100)).isCloseTo(contract.diskDollarsPerHour(markets.time.instant()), within(1e-9));
        assertThat(contract.state(markets.time.instant()).statusMessage().orElse(""))
                .startsWith("success, running");
    }

    @Test
    void aStartShowsTheOldExitForSomeSecondsAndNeedsNoDownload() {
        Contract contract = running();
        double traffic = contract.bill(markets.time.instant()).traffic();
        market.stop(contract);
        markets.pass(60);

        assertThat(market.start(contract)).isEqualTo(StartAnswer.ACCEPTED);
        assertThat(state(contract)).isEqualTo("exited running/running/running");
        markets.pass(30);
        assertThat(state(contract)).isEqualTo("running running/running/running");
        markets.pass(400);
        assertThat(contract.serves(markets.time.instant())).isTrue();
        assertThat(contract.bill(markets.time.instant()).traffic()).isEqualTo(traffic);
        assertThat(contract.server().cacheBytes(markets.time.instant())).isGreaterThan(2_100_000_000L);
        assertThat(market.start(contract)).isEqualTo(StartAnswer.ACCEPTED);
    }

    @Test
    void aRebootKeepsTheImageAndARecycleDoesNot() {
        Contract contract = running();
        double traffic = contract.bill(markets.time.instant()).traffic();

        market.reboot(contract);
        assertThat(state(contract)).startsWith("rebooting ");
        markets.pass(30);
        assertThat(state(contract)).startsWith("running ");
        assertThat(contract.bill(markets.time.instant()).traffic()).isEqualTo(traffic);

        market.recycle(contract);
        assertThat(state(contract)).startsWith("recycling ");
        markets.pass(15);
        assertThat(state(contract)).startsWith("loading ");
        assertThat(contract.server().cacheBytes(markets.time.instant())).isEqualTo(4096);
        markets.pass(1_500);
        assertThat(contract.bill(markets.time.instant()).traffic()).isCloseTo(2 * traffic, within(1e-6));
    }

    @Test
    void aStopWhileLoadingEndsThePull() {
        Contract contract = markets.rent(TINY);
        markets.pass(15);
        market.stop(contract);
        double traffic = contract.bill(markets.time.instant()).traffic();
        markets.pass(1_000);

        assertThat(state(contract)).isEqualTo("created stopped/stopped/stopped");
        assertThat(contract.bill(markets.time.instant()).traffic()).isEqualTo(traffic);
        market.start(contract);
        markets.pass(20);
        assertThat(state(contract)).startsWith("loading ");
    }

    @Test
    void aQueuedStartHappensByItselfAndAStopTakesItBack() {
        Markets queueing = Markets.with(Fault.START_QUEUED);
        Contract contract = running(queueing);
        queueing.market.stop(contract);
        queueing.pass(60);

        assertThat(queueing.market.start(contract)).isEqualTo(StartAnswer.QUEUED);
        assertThat(words(queueing, contract)).isEqualTo("scheduling stopped/running/running");
        queueing.market.stop(contract);
        queueing.pass(7 * 3_600);
        assertThat(words(queueing, contract)).startsWith("exited stopped");

        queueing.market.start(contract);
        queueing.pass(7 * 3_600);
        assertThat(words(queueing, contract)).isEqualTo("running running/running/running");
        assertThat(contract.bill(queueing.time.instant()).gpu()).isPositive();
    }

    @Test
    void aLostStartLeavesTheBoxStoppedUntilItIsStartedAgain() {
        Markets racing = Markets.with(Fault.START_RACE);
        Contract contract = racing.rent(TINY);
        racing.pass(600);
        assertThat(words(racing, contract)).isEqualTo("created stopped/stopped/stopped");
        assertThat(contract.bill(racing.time.instant()).gpu()).isZero();

        racing.market.start(contract);
        racing.pass(1_500);
        assertThat(words(racing, contract)).startsWith("running ");
    }

    @Test
    void anExitThatRecoversIsFollowedByARun() {
        Markets faltering = Markets.with(Fault.EXITED_RECOVERS);
        Contract contract = faltering.rent(TINY);
        Instant running = contract.life().runningAt();

        assertThat(contract.life().actualStatus(running.minusSeconds(5))).contains("exited");
        assertThat(contract.life().actualStatus(running)).contains("running");
    }

    @Test
    void aCrashEndsTheRunAndAStartBeginsAnother() {
        Markets crashing = Markets.with(Fault.CRASH);
        Contract contract = crashing.rent(TINY);
        crashing.pass(4_000);
        assertThat(words(crashing, contract)).isEqualTo("exited running/running/running");
        assertThat(contract.serves(crashing.time.instant())).isFalse();

        crashing.market.start(contract);
        crashing.pass(40);
        assertThat(words(crashing, contract)).startsWith("running ");
    }

    @Test
    void anUnheardHostComesBackAndBillsNothingWhileOffline() {
        Markets blinking = Markets.with(Fault.STATUS_UNKNOWN);
        Contract contract = blinking.rent(TINY);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            seen.add(words(blinking, contract).split(" ", -1)[0]);
            blinking.pass(5);
        }

        assertThat(seen).containsAnyOf("unknown", "offline").endsWith("running");
    }

    @Test
    void anInstanceThatReturnsIsBilledAgainUntilItIsDestroyedAgain() {
        Markets returning = Markets.with(Fault.INSTANCE_RETURNS);
        Contract contract = running(returning);
        returning.market.destroy(contract);
        returning.pass(10);
        assertThat(returning.market.contract(contract.id())).isEmpty();
        double gone = returning.market.dollarsSpent();
        returning.pass(15);
        assertThat(returning.market.dollarsSpent()).isEqualTo(gone);
        returning.pass(600);
        assertThat(returning.market.contract(contract.id())).isPresent();
        assertThat(returning.market.dollarsSpent()).isGreaterThan(gone);

        returning.market.destroy(contract);
        returning.pass(1_000);
        assertThat(returning.market.living()).isEmpty();
        assertThat(returning.api.truth().destroyed()).isEqualTo(1);
    }

    @Test
    void aMachineComesBackWithNewOfferNumbers() {
        Contract contract = running();
        long machine = contract.offer().machineId();
        market.destroy(contract);
        markets.pass(30);

        List<Listing> offers = market.search(Markets.read("{\"machine_id\":{\"eq\":" + machine + "},\"limit\":50}"));

        assertThat(offers)
                .isNotEmpty()
                .allSatisfy(offer ->
                        assertThat(offer.id()).isNotEqualTo(contract.offer().id()));
        assertThat(market.claim(contract.offer().id(), contract.order())).isEmpty();
        assertThat(market.claim(offers.get(0).id(), contract.order())).isPresent();
    }

    @Test
    void aBidPaysTheBidAndNeverMoreThanThePriceOnDemand() {
        Contract contract = bidding(markets, 1.1);
        assertThat(contract.gpuDollarsPerHour()).isEqualTo(contract.bid().orElseThrow());

        market.changeBid(contract, 99);
        assertThat(contract.gpuDollarsPerHour()).isEqualTo(contract.offer().number("dph_base", 0));
    }

    @Test
    void aBidBelowARivalsIsStoppedAndResumesWhenTheRivalLeavesOrTheBidLeads() {
        Scenario scenario = timeline(new Ordered(
                Duration.ofMinutes(40),
                Optional.of(Duration.ofHours(2)),
                Optional.empty(),
                new Ordered.What.Rival(OptionalDouble.of(0.5))));
        Markets contested = new Markets(scenario, 1);
        Contract contract = bidding(contested, 1.0);
        contested.pass(1_800);
        assertThat(words(contested, contract)).startsWith("running ");
        contested.pass(900);
        assertThat(words(contested, contract))
                .isIn("stopped stopped/stopped/running", "exited stopped/stopped/stopped");
        assertThat(contested.market.notices()).extracting(Notice::key).contains("client:outbid");
        assertThat(contested.market.start(contract)).isEqualTo(StartAnswer.QUEUED);

        contested.market.changeBid(contract, 0.6);
        contested.pass(60);
        assertThat(words(contested, contract)).startsWith("running ");
        contested.market.changeBid(contract, 0.01);
        contested.pass(60);
        assertThat(words(contested, contract)).contains(" stopped/stopped/");
        contested.market.changeBid(contract, contract.offer().number("min_bid", 0));
        contested.pass(3 * 3_600);
        assertThat(words(contested, contract)).startsWith("running ");
    }

    private static Scenario timeline(Ordered... entries) {
        Scenario calm = Scenario.named("calm");
        return new Scenario(
                "timed",
                1000,
                50,
                Map.of(),
                Map.of(),
                Map.of(),
                Sizes.NONE,
                Speeds.REAL,
                calm.latency(),
                List.of(entries));
    }

    @Test
    void withoutCreditEverythingStopsAndIsDestroyedAfterAGrace() {
        Markets poor = new Markets(
                timeline(new Ordered(
                        Duration.ofHours(1), Optional.empty(), Optional.empty(), new Ordered.What.Credit(0.01))),
                1);
        Contract contract = running(poor);
        poor.pass(3_600);

        assertThat(words(poor, contract)).isEqualTo("exited stopped/stopped/stopped");
        assertThat(poor.market.account().credit()).isZero();
        assertThat(poor.market.account().balance()).isNegative().isGreaterThan(-0.05);
        assertThat(poor.market.account().solvent()).isFalse();
        assertThat(poor.market.start(contract)).isEqualTo(StartAnswer.REFUSED);
        poor.pass(49 * 3_600);
        assertThat(poor.market.living()).isEmpty();
        assertThat(poor.api.truth().destroyed()).isEqualTo(1);
        assertThat(poor.market.notices())
                .extracting(Notice::key)
                .containsSubsequence("client:credit_exhausted", "client:instance_stopped", "client:instance_destroyed");
    }

    @Test
    void anAccountThatIsEmptiedStopsEverythingAtOnce() {
        Markets poor = new Markets(
                timeline(new Ordered(
                        Duration.ofHours(1), Optional.empty(), Optional.empty(), new Ordered.What.Credit(0))),
                1);
        Contract contract = running(poor);
        poor.pass(3_600);

        assertThat(words(poor, contract)).isEqualTo("exited stopped/stopped/stopped");
        assertThat(poor.market.start(contract)).isEqualTo(StartAnswer.REFUSED);
    }

    @Test
    void modelSizesOfTheScenarioReachWhatTheServerSays() {
        Scenario calm = Scenario.named("calm");
        Scenario sized = new Scenario(
                "sized",
                1000,
                50,
                Map.of(),
                Map.of(),
                Map.of(),
                new Sizes(Map.of(), Map.of(TINY, 7.0)),
                Speeds.REAL,
                calm.latency(),
                List.of());

        assertThat(new Markets(sized, 1).rent(TINY).modelGb()).isEqualTo(7);
    }

    @Test
    void whatABoxSendsAndGetsIsBilled() {
        Markets markets = Markets.calm();
        Contract contract = markets.rent(TINY);
        double before = markets.market.dollarsSpent();

        markets.market.meter(contract, 2_000_000_000, 0);

        assertThat(markets.market.dollarsSpent() - before)
                .isCloseTo(2 * contract.offer().number("inet_up_cost", 0), within(1e-9))
                .isPositive();
    }

    @Test
    void atItsEndTheContractStopsAndMayNotStartAgain() {
        Contract contract = running();
        Duration left = Duration.between(markets.time.instant(), contract.endDate());
        markets.pass(left.toSeconds() + 60.0);
        assertThat(state(contract)).isEqualTo("exited stopped/stopped/stopped");
        assertThat(market.start(contract)).isEqualTo(StartAnswer.REFUSED);
        markets.pass(49 * 3_600);
        assertThat(market.living()).isEmpty();
    }

    @Test
    void anAcceptedIncreaseExtendsTheContractAtTheNewPriceFromTheOldEndOn() {
        Markets dearer = Markets.with(Fault.PRICE_RISE);
        Contract contract = running(dearer);
        dearer.pass(1_800);
        PriceIncrease row = dearer.market.priceIncreases().get(0);
        double old = contract.gpuDollarsPerHour();

        assertThat(dearer.market.acceptIncrease(row.id())).isTrue();
        assertThat(dearer.market.acceptIncrease(row.id())).isFalse();
        assertThat(contract.gpuDollarsPerHour()).isEqualTo(old);
        dearer.pass(Duration.between(dearer.time.instant(), row.effectiveAt()).toSeconds() + 5.0);
        dearer.market.living();

        assertThat(contract.gpuDollarsPerHour()).isEqualTo(row.newGpuDollarsPerHour());
        assertThat(contract.endDate()).isEqualTo(row.extendedEnd());
    }

    @Test
    void aRejectedIncreaseChangesNothing() {
        Markets dearer = Markets.with(Fault.PRICE_RISE);
        Contract contract = running(dearer);
        dearer.pass(1_800);
        PriceIncrease row = dearer.market.priceIncreases().get(0);

        assertThat(dearer.market.rejectIncrease(row.id())).isTrue();
        assertThat(dearer.market.priceIncreases()).isEmpty();
        assertThat(contract.endDate()).isEqualTo(row.contractEnd());
    }

    @Test
    void accountKeysReachBoxesThatAreMadeAfterwards() {
        Contract before = markets.rent(TINY);
        AccountKey key = market.keys().add("ssh-ed25519 AAAA me");
        Contract after = markets.rent(TINY);
        markets.pass(10);

        assertThat(market.keys(before)).isEmpty();
        assertThat(market.keys(after)).containsExactly("ssh-ed25519 AAAA me");
        assertThat(market.keys().update(key.id(), "other")).isTrue();
        assertThat(market.keys().delete(key.id())).isTrue();
        assertThat(market.keys().delete(key.id())).isFalse();
        assertThat(market.detach(after, market.attachedKeys(after).get(0).id())).isTrue();
        assertThat(market.keys(after)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void reportsTellOfMachinesThatAreBad(Fault fault) {
        Markets bad = Markets.with(fault);
        long reported = bad.market.search(Markets.read("{\"limit\":100}")).stream()
                .filter(offer -> !bad.market.reports(offer.machineId()).isEmpty())
                .count();

        assertThat(reported > 50).isEqualTo(fault.ofMachine() && !fault.comesInSpells());
    }
}
