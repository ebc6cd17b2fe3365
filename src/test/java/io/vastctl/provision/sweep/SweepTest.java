package io.vastctl.provision.sweep;

import static io.vastctl.provision.Entries.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Bounds;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import io.vastctl.provision.Calls;
import io.vastctl.provision.DestroyVerdict;
import io.vastctl.provision.FakeVast;
import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.RentalClass;
import io.vastctl.time.FakeTime;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.Charge;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.VastApiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Calls calls = new Calls();
    private final FakeVast vast = new FakeVast(time, calls);
    private final List<Runnable> beats = new ArrayList<>();
    private Database database;
    private Ownership dead;
    private Ownership me;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), time);
        dead = owner(1);
        me = owner(2);
        vast.foreign.add(FakeVast.row(7, "somebody-else"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Only process 2 and those above 10 live. */
    private Ownership owner(long pid) {
        return Ownership.open(
                database,
                "test",
                time,
                new Liveness("here", id -> lives(id) ? Optional.of("tick 1") : Optional.empty()),
                (every, beat) -> {
                    if (lives(pid)) beats.add(beat);
                    return () -> {};
                },
                pid);
    }

    private static boolean lives(long pid) {
        return pid == 2 || pid > 10;
    }

    /** Lets time pass, in which those who live give signs of life. */
    private void pass(Duration duration) {
        time.pass(duration);
        beats.forEach(Runnable::run);
    }

    @Test
    void anOrphanIsDestroyedAndProven() {
        long instance = rented(dead, "vastctl-a-1");
        pass(Duration.ofHours(1));

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(report.leftovers()).isEmpty();
        assertThat(report.settled()).singleElement().satisfies(settled -> {
            assertThat(settled.what()).contains("instance " + instance).contains("destroyed");
            assertThat(settled.verdict()).containsInstanceOf(DestroyVerdict.Destroyed.class);
        });
        assertThat(vast.alive()).isEmpty();
        assertThat(state("vastctl-a-1")).isEqualTo(State.GONE);
        assertThat(entry("vastctl-a-1").dollarsSpent()).isBetween(0.31, 0.32);
    }

    @Test
    void anOrphansBillIsReadOnceItIsGone() {
        long instance = rented(dead, "vastctl-a-1");
        pass(Duration.ofHours(1));
        vast.charges.add(new Charge(
                instance,
                Optional.of("vastctl-a-1"),
                0.29,
                Optional.of(time.instant().plusSeconds(10))));

        sweep(Sweep.Mode.DESTROY);

        assertThat(entry("vastctl-a-1").isBilled()).isTrue();
        assertThat(entry("vastctl-a-1").dollars(time.instant())).isEqualTo(0.29);
    }

    @Test
    void aBillThatCannotBeReadTakesNothingAwayFromTheSweep() {
        rented(dead, "vastctl-a-1");
        calls.before = (name, number) -> {
            if (name.equals("charges")) throw FakeVast.refusal(ApiProblem.SERVER);
        };

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(report.trouble()).isEmpty();
        assertThat(report.leftovers()).isEmpty();
        assertThat(state("vastctl-a-1")).isEqualTo(State.GONE);
        assertThat(Sweep.isIdle(new Journal(database), MarketName.REAL, time))
                .as("the next one asks again")
                .isFalse();
    }

    @Test
    void anInterruptionWhileBillsAreReadTakesNothingAwayFromWhatWasDestroyed() throws InterruptedException {
        kept("vastctl-kept-1", Duration.ofHours(1));
        pass(Duration.ofHours(2));
        calls.before = (name, number) -> {
            if (name.equals("charges")) throw new InterruptedException("broken off");
        };

        ReapReport report = newSweep().reap(ReapSelection.unwanted(Optional.empty()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.settled()).hasSize(1);
        assertThat(state("vastctl-kept-1")).isEqualTo(State.GONE);
    }

    @Test
    void aLookNamesTheOrphanAndTouchesNothing() {
        long instance = rented(dead, "vastctl-a-1");

        SweepReport report = sweep(Sweep.Mode.LOOK);

        assertThat(report.leftovers()).singleElement().satisfies(left -> {
            assertThat(left.instanceId()).hasValue(instance);
            assertThat(left.dollarsPerHour()).isEqualTo(0.31);
        });
        assertThat(vast.alive()).hasSize(1);
        assertThat(calls.count("destroy")).isZero();
    }

    @Test
    void aProcessThatEndsLeavesItsOrphansToTheNext() {
        rented(dead, "vastctl-a-1");
        sweep(Sweep.Mode.LOOK);
        me.close();
        me = owner(12);

        assertThat(sweep(Sweep.Mode.DESTROY).leftovers()).isEmpty();
        assertThat(vast.alive()).isEmpty();
    }

    @Test
    void whatALivingProcessLooksAfterIsLeftToIt() {
        rented(owner(11), "vastctl-a-1");

        assertThat(sweep(Sweep.Mode.DESTROY).settled()).isEmpty();
        assertThat(vast.alive()).hasSize(1);
        assertThat(calls.names()).isEmpty();
    }

    @Test
    void whatTwoListingsAndAReadDoNotShowIsClosed() {
        long instance = rented(dead, "vastctl-a-1");
        forget(instance);

        assertThat(sweep(Sweep.Mode.LOOK).leftovers()).isEmpty();

        assertThat(state("vastctl-a-1")).isEqualTo(State.GONE);
        assertThat(calls.count("list")).isEqualTo(2);
        assertThat(time.naps()).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void anInstanceThatListingsMissAndAReadShowsStaysOpen() {
        rented(dead, "vastctl-a-1");
        vast.listingLag = Duration.ofDays(1);

        assertThat(sweep(Sweep.Mode.LOOK).leftovers()).hasSize(1);
        assertThat(state("vastctl-a-1")).isEqualTo(State.CREATED);
    }

    @Test
    void whatOnlyOneOfTwoListingsShowsStaysOpen() {
        long instance = rented(dead, "vastctl-a-1");
        forget(instance);
        vast.lies.add(List.of());
        vast.lies.add(List.of(FakeVast.row(instance, "vastctl-a-1")));

        assertThat(sweep(Sweep.Mode.LOOK).leftovers()).hasSize(1);
        assertThat(state("vastctl-a-1")).isEqualTo(State.CREATED);
    }

    @Test
    void aListingThatFailsSettlesNothingAndNamesWhatIsOpen() {
        rented(dead, "vastctl-a-1");
        calls.before = (name, number) -> {
            throw FakeVast.refusal(ApiProblem.TRANSPORT);
        };

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(report.trouble()).isPresent();
        assertThat(report.leftovers()).extracting(Leftover::label).containsExactly("vastctl-a-1");
        assertThat(state("vastctl-a-1")).isEqualTo(State.CREATED);
    }

    @Test
    void anEmptyListingWhileAnotherRentalLivesSettlesNothing() {
        vast.foreign.clear();
        rented(owner(11), "vastctl-living-1");
        long gone = rented(dead, "vastctl-a-1");
        forget(gone);
        pass(Duration.ofMinutes(3));
        for (int i = 0; i < 20; i++) vast.lies.add(List.of());

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(report.trouble().orElseThrow()).contains("empty although");
        assertThat(state("vastctl-a-1")).isEqualTo(State.CREATED);
    }

    @Test
    void aYoungIntentIsWaitedForBeforeItIsDestroyedAndOnlyThen() {
        dead.journal().intend(intent("vastctl-a-1"));

        assertThat(sweep(Sweep.Mode.LOOK).leftovers()).hasSize(1);
        assertThat(calls.count("list")).isEqualTo(2);
        assertThat(sweep(Sweep.Mode.LOOK).leftovers())
                .as("ours and living, so not settled twice")
                .isEmpty();
        me.close();
        me = owner(12);

        assertThat(sweep(Sweep.Mode.DESTROY).leftovers()).isEmpty();
        assertThat(calls.count("list")).isEqualTo(2 + 6);
        assertThat(state("vastctl-a-1")).isEqualTo(State.ABSENT);
    }

    @Test
    void anOldIntentNeedsTwoListings() {
        dead.journal().intend(intent("vastctl-a-1"));
        pass(Duration.ofMinutes(10));

        sweep(Sweep.Mode.LOOK);

        assertThat(state("vastctl-a-1")).isEqualTo(State.ABSENT);
        assertThat(calls.count("list")).isEqualTo(2);
    }

    @Test
    void aLateCreateOfAnAbsentRentalIsFoundByTheNextSweep() {
        dead.journal().intend(intent("vastctl-a-1"));
        pass(Duration.ofMinutes(10));
        sweep(Sweep.Mode.DESTROY);
        put("vastctl-a-1");
        pass(Duration.ofDays(30));
        dead.close();
        rented(owner(3), "vastctl-b-1");

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(vast.alive()).isEmpty();
        assertThat(report.leftovers()).isEmpty();
        assertThat(entry("vastctl-a-1").returned()).isEqualTo(1);
    }

    @Test
    void twoInstancesUnderOneLabelAreBothDestroyed() {
        rented(dead, "vastctl-a-1");
        put("vastctl-a-1");

        assertThat(sweep(Sweep.Mode.DESTROY).leftovers()).isEmpty();
        assertThat(vast.alive()).isEmpty();
        assertThat(database).isNotNull();
        assertThat(new Journal(database).open()).isEmpty();
    }

    @Test
    void anOrphanThatDoesNotGoIsNamed() {
        long instance = rented(dead, "vastctl-a-1");
        vast.destroyHasNoEffect = true;

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(report.mayStillRun()).isTrue();
        assertThat(report.leftovers())
                .singleElement()
                .satisfies(left -> assertThat(left.instanceId()).hasValue(instance));
        assertThat(state("vastctl-a-1")).isEqualTo(State.LEAKED);
    }

    @Test
    void anotherAccountsListingIsNoEvidence() {
        Journal.Intent other = new Journal.Intent(
                "vastctl-a-1",
                "r",
                1,
                1,
                2,
                3,
                new Prices(1, 0, 0, 0),
                Origin.REAL,
                MarketName.REAL,
                OptionalLong.of(99),
                Purpose.TEST,
                Bounds.NONE);
        dead.journal().intend(other);
        pass(Duration.ofHours(1));

        assertThat(sweep(Sweep.Mode.DESTROY).leftovers())
                .singleElement()
                .satisfies(left -> assertThat(left.evidence()).contains("another account"));
        assertThat(state("vastctl-a-1")).isEqualTo(State.INTENDED);
    }

    @Test
    void anotherMarketIsLeftAloneAndOneThatEndedIsClosed() {
        dead.journal().intend(intent("vastctl-served-1", "http://127.0.0.1:8080", Origin.SIMULATED));
        dead.journal().intend(intent("vastctl-sim-1", MarketName.inProcess("x"), Origin.SIMULATED));
        dead.journal().intend(intent("vastctl-sim-2", MarketName.inProcess("x"), Origin.SIMULATED));
        dead.journal().created("vastctl-sim-2", 5);
        Ownership living = owner(11);
        living.journal().intend(intent("vastctl-sim-3", MarketName.inProcess("y"), Origin.SIMULATED));

        sweep(Sweep.Mode.LOOK);

        assertThat(state("vastctl-served-1")).isEqualTo(State.INTENDED);
        assertThat(state("vastctl-sim-1")).isEqualTo(State.ABSENT);
        assertThat(state("vastctl-sim-2")).isEqualTo(State.GONE);
        assertThat(state("vastctl-sim-3")).isEqualTo(State.INTENDED);
        assertThat(calls.names()).isEmpty();
    }

    @Test
    void entriesFromBeforeOwnersAreAbandonedAfterHours() {
        Journal nobody = new Journal(database);
        nobody.intend(intent("vastctl-a-1"));
        nobody.created("vastctl-a-1", put("vastctl-a-1"));

        assertThat(sweep(Sweep.Mode.DESTROY).settled()).isEmpty();
        pass(Duration.ofHours(4));
        assertThat(sweep(Sweep.Mode.DESTROY).settled()).hasSize(1);
        assertThat(vast.alive()).isEmpty();
    }

    @Test
    void anInterruptionIsInTheReportAndInTheFlag() {
        rented(dead, "vastctl-a-1");
        calls.before = (name, number) -> {
            throw new InterruptedException("broken off");
        };

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.trouble()).contains("interrupted");
        assertThat(report.leftovers()).hasSize(1);
    }

    @Test
    void theInventoryTellsWhoseEachInstanceIs() throws InterruptedException {
        rented(dead, "vastctl-orphan-1");
        rented(owner(11), "vastctl-living-1");
        kept("vastctl-kept-1", Duration.ZERO);
        kept("vastctl-overdue-1", Duration.ofHours(1));
        put("vastctl-unknown-1");
        rented(dead, "vastctl-back-1");
        dead.journal().gone("vastctl-back-1", "");
        pass(Duration.ofHours(2));

        Map<String, RentalClass> classes = new TreeMap<>();
        for (InventoryReport.Row row : newSweep().inventory().rows())
            classes.put(row.instance().label().orElse(""), row.rentalClass());

        assertThat(classes)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "vastctl-orphan-1", RentalClass.ORPHAN,
                        "vastctl-living-1", RentalClass.OURS,
                        "vastctl-kept-1", RentalClass.KEPT,
                        "vastctl-overdue-1", RentalClass.OVERDUE,
                        "vastctl-unknown-1", RentalClass.OURS_UNKNOWN,
                        "vastctl-back-1", RentalClass.RETURNED,
                        "somebody-else", RentalClass.FOREIGN));
        InventoryReport.Row overdue = newSweep().inventory().rows().stream()
                .filter(row -> row.rentalClass() == RentalClass.OVERDUE)
                .findFirst()
                .orElseThrow();
        assertThat(overdue.leaseLeft()).contains(Duration.ofHours(-1));
        assertThat(overdue.age()).contains(Duration.ofHours(2));
        assertThat(overdue.dollarsPerHour()).isEqualTo(OptionalDouble.of(0.31));
    }

    @Test
    void reapTakesWhatNobodyWantsAndNothingElse() throws InterruptedException {
        rented(dead, "vastctl-orphan-1");
        rented(owner(11), "vastctl-living-1");
        kept("vastctl-kept-1", Duration.ZERO);
        kept("vastctl-overdue-1", Duration.ofHours(1));
        put("vastctl-unknown-1");
        pass(Duration.ofHours(2));
        ReapSelection unwanted = ReapSelection.unwanted(Optional.empty());

        assertThat(newSweep().selected(unwanted)).hasSize(2);
        assertThat(vast.alive()).hasSize(5);
        assertThat(newSweep()
                        .reap(ReapSelection.unwanted(Optional.of(Duration.ofHours(3))))
                        .selected())
                .isEmpty();

        ReapReport report = newSweep().reap(unwanted);

        assertThat(report.leftovers()).isEmpty();
        assertThat(report.settled()).hasSize(2);
        assertThat(vast.aliveLabels()).containsExactly("vastctl-living-1", "vastctl-kept-1", "vastctl-unknown-1");
        assertThat(state("vastctl-overdue-1")).isEqualTo(State.GONE);
    }

    @Test
    void whatIsKeptGoesWhenItIsNamedAndWhatLivesOrIsForeignDoesNot() throws InterruptedException {
        long living = rented(owner(11), "vastctl-living-1");
        kept("vastctl-kept-1", Duration.ZERO);
        long kept = entry("vastctl-kept-1").instanceId().orElseThrow();

        ReapReport report = newSweep().reap(ReapSelection.these(Set.of(living, kept, 7L)));

        assertThat(report.selected())
                .extracting(row -> row.instance().instanceId())
                .containsExactly(kept);
        assertThat(vast.aliveLabels()).containsExactly("vastctl-living-1");
        assertThat(state("vastctl-kept-1")).isEqualTo(State.GONE);
    }

    @Test
    void afterAnInterruptionNothingMoreIsBegunAndTheRestIsNamed() {
        for (int number = 1; number <= 3; number++) rented(dead, "vastctl-a-" + number);
        pass(Duration.ofHours(1));
        calls.before = (name, number) -> {
            if (name.equals("destroy")) Thread.currentThread().interrupt();
        };

        SweepReport report = sweep(Sweep.Mode.DESTROY);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls.count("destroy")).isEqualTo(1);
        assertThat(report.settled()).hasSize(1);
        assertThat(report.leftovers())
                .extracting(Leftover::label)
                .containsExactlyInAnyOrder("vastctl-a-2", "vastctl-a-3");
    }

    @Test
    void aReapThatIsInterruptedTellsSoAndDestroysNothingMore() {
        kept("vastctl-overdue-1", Duration.ofHours(1));
        pass(Duration.ofHours(2));
        calls.before = (name, number) -> {
            throw new InterruptedException();
        };

        ReapReport report = newSweep().reap(ReapSelection.unwanted(Optional.empty()));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.trouble()).contains("interrupted");
        assertThat(vast.aliveLabels()).containsExactly("vastctl-overdue-1");
    }

    @Test
    void whatTheListingLeavesOutIsAskedForByItsNumber() throws InterruptedException {
        kept("vastctl-kept-1", Duration.ZERO);
        vast.lies.add(List.of());

        InventoryReport inventory = newSweep().inventory();

        assertThat(inventory.rows()).extracting(row -> row.rentalClass()).containsExactly(RentalClass.KEPT);
        assertThat(inventory.unseen()).isEmpty();
    }

    @Test
    void whatNothingShowsIsInTheInventoryAsUnseen() throws InterruptedException {
        kept("vastctl-kept-1", Duration.ZERO);
        forget(entry("vastctl-kept-1").instanceId().orElseThrow());

        InventoryReport inventory = newSweep().inventory();

        assertThat(inventory.unseen()).extracting(Entry::label).containsExactly("vastctl-kept-1");
        assertThat(inventory.rows()).extracting(row -> row.rentalClass()).containsExactly(RentalClass.FOREIGN);
    }

    @Test
    void anInventoryWithoutAListingIsNone() {
        calls.before = (name, number) -> {
            throw FakeVast.refusal(ApiProblem.SERVER);
        };

        assertThatThrownBy(() -> newSweep().inventory()).isInstanceOf(VastApiException.class);
    }

    private SweepReport sweep(Sweep.Mode mode) {
        return newSweep().sweep(mode);
    }

    private Sweep newSweep() {
        return new Sweep(vast, me, MarketName.REAL, time, time, "vastctl");
    }

    private long put(String label) {
        return vast.put(new RentalOrder(1, label, "image", 10, Map.of(), "", true, OptionalDouble.empty()));
    }

    private long rented(Ownership owner, String label) {
        owner.journal().intend(intent(label));
        long instance = put(label);
        owner.journal().created(label, instance);
        return instance;
    }

    private void kept(String label, Duration lease) {
        rented(dead, label);
        dead.journal().kept(label);
        if (!lease.isZero()) dead.journal().renewed(label, time.instant().plus(lease));
    }

    /** Gone by itself. */
    private void forget(long instance) {
        try {
            vast.destroy(instance);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private State state(String label) {
        return entry(label).state();
    }

    private Entry entry(String label) {
        return new Journal(database).find(label).orElseThrow();
    }
}
