package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database sums up is what its entries say one by one. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class ClosedCostsTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Random random = new Random(11);

    @Test
    void closedRentalsOfAMonthCostWhatTheirEntriesSayToTheCent() {
        Instant begin = time.instant();
        try (Database database = engine.open(folder.resolve("vastctl.db"), time)) {
            Journal journal = new Journal(database);
            for (int i = 0; i < 80; i++) rental(database, journal, "label-" + i);
            for (int hours = 0; hours < 90; hours += 7) {
                Instant since = begin.plus(Duration.ofHours(hours));
                assertThat(journal.closedDollars("real", since)).isCloseTo(anew(journal, since), within(1e-9));
            }
            assertThat(journal.closedDollars("real", begin)).isGreaterThan(1);
            assertThat(journal.closedDollars("another", begin)).isZero();
        }
    }

    private void rental(Database database, Journal journal, String label) {
        journal.intend(Rentals.intent(label));
        if (random.nextInt(8) == 0) return;
        time.pass(Duration.ofMinutes(random.nextInt(180)));
        journal.created(label, 7);
        journal.spent(label, random.nextDouble());
        journal.destroying(label);
        journal.gone(label, "");
        if (random.nextBoolean()) bill(database, label);
    }

    private void bill(Database database, String label) {
        Instant now = time.instant();
        Optional<Instant> until =
                random.nextBoolean() ? Optional.of(now.minusSeconds(random.nextInt(240))) : Optional.empty();
        database.write(
                "bill",
                session -> session.update(
                        "UPDATE journal SET billed_dollars = ?, billed_until_ms = ?, billed_at_ms = ? WHERE label = ?",
                        random.nextDouble(),
                        until,
                        now.plusSeconds(random.nextInt(7_200)),
                        label));
    }

    private double anew(Journal journal, Instant since) {
        List<Journal.Entry> closed = journal.closedSince(since);
        double sum = 0;
        for (Journal.Entry entry : closed) {
            double dollars = entry.dollars(time.instant());
            Instant end = entry.closedAt().orElseThrow();
            boolean whole = !entry.createdAt().isBefore(since);
            if (whole) sum += dollars;
            else
                sum += dollars
                        * Duration.between(since, end).toMillis()
                        / Duration.between(entry.createdAt(), end).toMillis();
        }
        return sum;
    }
}
