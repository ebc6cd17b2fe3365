package io.vastctl.provision;

import static io.vastctl.provision.Entries.intent;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Bill;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Origin;
import io.vastctl.time.FakeTime;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.Charge;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingTest {

    private static final double RECKONED = 0.50;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Calls calls = new Calls();
    private final FakeVast vast = new FakeVast(time, calls);
    private Database database;
    private Journal journal;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), time);
        journal = new Journal(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTheMarketChargedTakesThePlaceOfWhatWasReckoned() throws InterruptedException {
        gone("a", 7);
        gone("b", 8);
        charge(7, Optional.of("a"), 0.41);

        settle();

        assertThat(calls.count("charges")).as("one call for all").isEqualTo(1);
        assertThat(entry("a").isBilled()).isTrue();
        assertThat(dollars("a")).isEqualTo(0.41);
        assertThat(entry("a").dollarsSpent()).as("both are kept").isEqualTo(RECKONED);
        assertThat(entry("b").isBilled()).as("absence is not a bill of nothing").isFalse();
        assertThat(dollars("b")).isEqualTo(RECKONED);
    }

    @Test
    void theDaysCeilingCountsTheBill() throws InterruptedException {
        gone("a", 7);
        charge(7, Optional.of("a"), 0.41);

        settle();

        Instant now = time.instant();
        assertThat(Funds.spentSince(List.of(entry("a")), now.minus(Duration.ofDays(1)), now))
                .isEqualTo(0.41);
    }

    @Test
    void aRowWithoutALabelCountsByItsNumberWhereNumbersAreUnique() throws InterruptedException {
        gone("real", 7);
        journal.intend(intent("simulated", MarketName.REAL, Origin.SIMULATED));
        journal.created("simulated", 8);
        journal.gone("simulated", "");
        charge(7, Optional.empty(), 0.41);
        charge(8, Optional.empty(), 0.42);

        settle();

        assertThat(dollars("real")).isEqualTo(0.41);
        assertThat(entry("simulated").bill()).isEmpty();
    }

    @Test
    void somebodyElsesInstanceIsNotOursToPayFor() throws InterruptedException {
        gone("a", 7);
        charge(7, Optional.of("another's"), 3);

        settle();

        assertThat(entry("a").bill()).isEmpty();
    }

    @Test
    void aCreateThatIsCalledAbsentAndWasChargedAllTheSameCountsToo() throws InterruptedException {
        journal.intend(intent("a"));
        journal.absent("a", "not listed");
        charge(9, Optional.of("a"), 0.02);
        charge(10, Optional.of("a"), 0.03);

        settle();

        assertThat(dollars("a")).isEqualTo(0.05);
    }

    @Test
    void aBillThatStopsBeforeTheEndNeverLowersWhatCounts() throws InterruptedException {
        gone("a", 7);
        vast.charges.add(
                new Charge(7, Optional.of("a"), 0.10, Optional.of(time.instant().minus(Duration.ofMinutes(20)))));

        settle();
        assertThat(entry("a").isBilled()).isFalse();
        assertThat(dollars("a")).isEqualTo(RECKONED);

        time.pass(Duration.ofHours(2));
        settle();
        assertThat(entry("a").isBilled()).as("read long after the end").isTrue();
        assertThat(dollars("a")).isEqualTo(0.10);
    }

    @Test
    void aBillThatGrowsAfterTheEndIsReadAgain() throws InterruptedException {
        gone("a", 7);
        charge(7, Optional.of("a"), 0.40);
        settle();
        vast.charges.clear();
        charge(7, Optional.of("a"), 0.43);

        settle();
        assertThat(calls.count("charges")).as("not at once").isEqualTo(1);
        time.pass(Duration.ofMinutes(2));
        settle();
        assertThat(dollars("a")).isEqualTo(0.43);

        time.pass(Duration.ofHours(1));
        settle();
        time.pass(Duration.ofDays(2));
        settle();
        assertThat(calls.count("charges"))
                .as("an hour after the end it is final")
                .isEqualTo(3);
    }

    @Test
    void whatIsNeverToldIsAskedForAWeekAtGrowingIntervals() throws InterruptedException {
        gone("a", 7);

        for (int minute = 0; minute < 9 * 24 * 60; minute += 5) {
            settle();
            time.pass(Duration.ofMinutes(5));
        }

        assertThat(calls.count("charges")).isBetween(10L, 16L);
        assertThat(dollars("a")).isEqualTo(RECKONED);
    }

    @Test
    void aMarketThatDoesNotAnswerIsAskedAgainSoonAndAKeyWithoutTheRightIsNot() throws InterruptedException {
        gone("a", 7);
        calls.before = (name, number) -> {
            throw FakeVast.refusal(number == 1 ? ApiProblem.SERVER : ApiProblem.FORBIDDEN);
        };

        settle();
        settle();
        settle();

        assertThat(calls.count("charges")).isEqualTo(2);
        assertThat(dollars("a")).isEqualTo(RECKONED);
    }

    @Test
    void whatCameBackIsBilledAnew() throws InterruptedException {
        gone("a", 7);
        charge(7, Optional.of("a"), 0.41);
        settle();

        journal.returned("a", 7, "listed again");
        assertThat(entry("a").bill()).isEmpty();
        journal.destroying("a");
        journal.gone("a", "");
        vast.charges.clear();
        charge(7, Optional.of("a"), 0.60);
        settle();

        assertThat(dollars("a")).isEqualTo(0.60);
    }

    @Test
    void anEntryThatWasOpenedMeanwhileKeepsNoBill() {
        gone("a", 7);
        List<Entry> asked = List.of(entry("a"));
        journal.returned("a", 7, "listed again");

        journal.bills().note(asked, Billing.told(asked, List.of(charged("a")), time.instant()), time.instant());

        assertThat(entry("a").bill()).isEmpty();
    }

    @Test
    void openRentalsAndOtherMarketsAskNothing() throws InterruptedException {
        journal.intend(intent("open"));
        journal.intend(intent("served", "http://127.0.0.1:8080", Origin.SIMULATED));
        journal.absent("served", "");

        settle();

        assertThat(calls.names()).isEmpty();
    }

    @Test
    void aRunsBillsAreFoundByTheAttempt() throws InterruptedException {
        gone("a", 7);
        charge(7, Optional.of("a"), 0.41);
        settle();

        assertThat(journal.bills().ofRun("r")).containsOnlyKeys(1);
        assertThat(journal.bills().ofRun("r").values())
                .extracting(Bill::dollars)
                .containsExactly(0.41);
        assertThat(journal.bills().ofRun("other")).isEmpty();
    }

    private void settle() throws InterruptedException {
        new Billing(vast, journal.bills(), MarketName.REAL, time).settle();
    }

    private void gone(String label, long instanceId) {
        journal.intend(intent(label));
        journal.created(label, instanceId);
        time.pass(Duration.ofMinutes(30));
        journal.spent(label, RECKONED);
        journal.gone(label, "absent on 2 good reads");
    }

    private void charge(long instanceId, Optional<String> label, double dollars) {
        vast.charges.add(new Charge(instanceId, label, dollars, Optional.of(time.instant())));
    }

    private Charge charged(String label) {
        return new Charge(7, Optional.of(label), 0.41, Optional.of(time.instant()));
    }

    private Entry entry(String label) {
        return journal.find(label).orElseThrow();
    }

    private double dollars(String label) {
        return entry(label).dollars(time.instant());
    }
}
