package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.vast.RentalOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each ceiling stops a run before an attempt and during one, with exit 8, and blames nobody. */
final class CeilingsTest {

    @TempDir
    Path folder;

    private RunRig bench;

    @BeforeEach
    void open() {
        bench = RunRig.onOneClock(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Ceilings account(OptionalDouble day, OptionalDouble month, OptionalDouble floor) {
        return new Ceilings(5, Duration.ofHours(4), 3, 2, new AccountCeilings(day, month, floor));
    }

    private static Ceilings floor(double dollars) {
        return account(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(dollars));
    }

    /** What an earlier run cost, begun so long ago and just over. */
    private void spent(String label, double dollars, Duration ago) {
        bench.time.pass(ago.negated());
        bench.journal.intend(Entries.intent(label));
        bench.journal.created(label, label.hashCode());
        bench.time.pass(ago);
        bench.journal.spent(label, dollars);
        bench.journal.gone(label, "by a test");
    }

    private RunResult stopsBeforeRenting(String ceiling) {
        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(result.message()).startsWith(ceiling + ": ");
        assertThat(bench.vast.orders).isEmpty();
        assertThat(bench.badHosts.list(true, bench.time.instant())).isEmpty();
        return result;
    }

    @Test
    void whatWasSpentTodayLeavesNoRoomForAnAttemptAtItsWorst() {
        spent("earlier-1", 0.95, Duration.ofMinutes(5));
        bench.ceilings = account(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.empty());

        stopsBeforeRenting("max-spend-day");
    }

    @Test
    void whatWasSpentThisMonthLeavesNoRoomForAnAttemptAtItsWorst() {
        bench.time.pass(Duration.ofDays(2));
        spent("earlier-1", 0.95, Duration.ofHours(30));
        bench.ceilings = account(OptionalDouble.of(1), OptionalDouble.of(1), OptionalDouble.empty());

        stopsBeforeRenting("max-spend-month");
    }

    @Test
    void theCreditMustStayAboveTheFloorAfterTheWorst() {
        bench.vast.credit = 3.05;
        bench.ceilings = floor(3);

        stopsBeforeRenting("balance-floor");
    }

    @Test
    void whatOthersInTheAccountBurnMeanwhileCountsForTheFloor() {
        bench.vast.credit = 10;
        bench.ceilings = floor(3);
        bench.vast.foreign.add(priced(900, "somebody-else", 30));

        assertThat(stopsBeforeRenting("balance-floor").message()).contains("the floor is $3.000");
    }

    @Test
    void anInstanceThatTellsNoPriceCountsAsDearAsOursMayBe() {
        bench.vast.foreign.add(FakeVast.row(900, "somebody-else"));
        Preflight preflight = preflight();

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(check(preflight)).isEmpty();
        assertThat(preflight.otherDollarsPerHour()).isEqualTo(bench.filter.maxDollarsPerHour());
    }

    private Preflight preflight() {
        Ledger ledger = new Ledger(bench.journal, MarketName.REAL);
        return new Preflight(bench.vast, ledger, bench.time, bench.time, (listing, payer) -> listing);
    }

    @Test
    void aRentalOfOursThatAListingLeavesOutCountsAllTheSame() {
        long id = keptForAnHour("earlier-1");
        bench.vast.foreign.add(FakeVast.row(900, "somebody-else"));
        bench.vast.lies.add(List.of(FakeVast.row(900, "somebody-else")));
        Preflight preflight = preflight();

        assertThat(check(preflight)).isEmpty();
        assertThat(bench.vast.alive()).contains(id);
        assertThat(preflight.living()).isEqualTo(1);
        assertThat(preflight.otherDollarsPerHour()).isGreaterThan(bench.filter.maxDollarsPerHour());
    }

    @Test
    void anEmptyListingIsNotBelievedWhileARentalOfOursIsOpen() {
        keptForAnHour("earlier-1");
        for (int look = 0; look < 20; look++) bench.vast.lies.add(List.of());

        RunResult result = bench.run();

        assertThat(result.message()).contains("the listing is empty although");
        assertThat(bench.vast.orders).isEmpty();
    }

    private long keptForAnHour(String label) {
        bench.journal.intend(Entries.intent(label));
        long id = bench.vast.put(new RentalOrder(9, label, "image", 10, Map.of(), "", true, OptionalDouble.empty()));
        bench.journal.created(label, id);
        bench.journal.kept(label);
        bench.time.pass(Duration.ofHours(1));
        return id;
    }

    private Optional<Continuation> check(Preflight preflight) {
        try {
            return preflight.check(bench.request());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void creditIsReadAgainBeforeEachAttempt() {
        bench.ceilings = floor(3);
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.calls.before = (name, number) -> {
            if (name.equals("destroy")) bench.vast.credit = 3.01;
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(result.message()).startsWith("balance-floor: ");
        assertThat(bench.vast.orders).hasSize(1);
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void theLimitOfLivingRentalsIsLookedAtBeforeEachAttempt() {
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 3, 1);
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.calls.before = (name, number) -> {
            if (name.equals("destroy") && bench.vast.foreign.isEmpty())
                bench.vast.foreign.add(FakeVast.row(901, "vastctl-another-1"));
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(result.message()).contains("max-rentals");
        assertThat(bench.vast.orders).hasSize(1);
    }

    @Test
    void anInstanceDearerThanItsOfferAndThanItMayBeIsGivenBackAndNobodyIsBlamed() {
        bench.vast.script(1, machine -> machine.api = age -> new InstanceSighting.Seen(priced(501, "", 1.40)));

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(result.message()).startsWith("max-price").contains("$1.400/h");
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).dollarsPerHour()).isEqualTo(1.40);
        assertThat(bench.journal.find("vastctl-r1-1").orElseThrow().intent().dollarsPerHour())
                .isEqualTo(1.40, within(1e-9));
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.badHosts.list(true, bench.time.instant())).isEmpty();
    }

    @Test
    void whatIsDearerCountsFromTheStartAndALaterRiseFromTheLookBefore() {
        Instant start = Instant.EPOCH;
        PriceWatch price = new PriceWatch(0.30, start);

        price.seen(OptionalDouble.empty(), start.plusSeconds(900));
        price.seen(OptionalDouble.of(0.50), start.plusSeconds(1800));
        // The first half hour: the look before was at 900 s.
        assertThat(price.extraDollars(start.plusSeconds(1800))).isEqualTo(0.05, within(1e-9));
        assertThat(price.extraDollars(start.plusSeconds(5400))).isEqualTo(0.25, within(1e-9));
        assertThat(price.above(0.50, Phase.SSH)).isEmpty();
        assertThat(price.above(0.49, Phase.SSH).orElseThrow().failureClass()).isEqualTo(FailureClass.LIMIT);
    }

    @Test
    void anOfferThatIsCheaperThanToldCountsAsTold() {
        PriceWatch price = new PriceWatch(0.30, Instant.EPOCH);

        price.seen(OptionalDouble.of(0.10), Instant.EPOCH.plusSeconds(3600));

        assertThat(price.dollarsPerHour()).isEqualTo(0.30);
        assertThat(price.extraDollars(Instant.EPOCH.plusSeconds(7200))).isZero();
    }

    @Test
    void fourFifthsOfACeilingAreToldOnceWithWhenItWillBeReached() {
        SpendLimit limit = new SpendLimit(
                account(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.empty()), bench.time);
        limit.looked(new Funds(bench.time.instant(), 10, 0.5, 0.5, 0));

        assertThat(limit.nearing(0.29, 0.30)).isEmpty();
        List<RunEvent.CeilingNear> near = limit.nearing(0.35, 0.30);
        assertThat(near).hasSize(1);
        assertThat(near.get(0).headroom().ceiling()).isEqualTo("max-spend-day");
        assertThat(near.get(0).detail()).isEqualTo("$0.850 spent today (UTC) of $1.000, reached in 30 min");
        assertThat(limit.nearing(0.36, 0.30)).isEmpty();
        assertThat(limit.reached(Phase.SSH, 0.5).orElseThrow().signature()).isEqualTo("max-spend-day");
    }

    @Test
    void theDeadlineIsWarnedOfToo() {
        bench.ceilings = new Ceilings(5, Duration.ofMinutes(10), 3, 2);
        bench.vast.script(1, machine -> machine.stage = age -> "MODEL_LOAD+");

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(bench.events.stream()
                        .filter(event -> event instanceof RunEvent.CeilingNear)
                        .map(event -> ((RunEvent.CeilingNear) event).headroom().ceiling()))
                .containsExactly("deadline");
    }

    @Test
    void aRentalsCostIsSpreadEvenlyOverItsLife() {
        Instant midnight = Instant.parse("2026-10-01T00:00:00Z");
        Entry overNight = closed(midnight.minus(Duration.ofHours(3)), midnight.plus(Duration.ofHours(1)), 0.40);
        Entry yesterday = closed(midnight.minus(Duration.ofHours(9)), midnight.minus(Duration.ofHours(8)), 7);

        assertThat(Funds.spentSince(List.of(overNight, yesterday), midnight, midnight.plus(Duration.ofHours(5))))
                .isEqualTo(0.10, within(1e-9));
    }

    private static Entry closed(Instant from, Instant to, double dollars) {
        return new Entry(
                Entries.intent("x-" + from),
                "owner",
                State.GONE,
                OptionalLong.of(7),
                "",
                from,
                to,
                Optional.of(to),
                Optional.empty(),
                dollars,
                to,
                0,
                Optional.empty());
    }

    private static Instance priced(long instanceId, String label, double dollarsPerHour) {
        return new Instance(
                instanceId,
                Optional.of(label),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalDouble.of(dollarsPerHour),
                Optional.empty());
    }
}
