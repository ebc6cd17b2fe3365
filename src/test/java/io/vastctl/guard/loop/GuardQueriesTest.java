package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.BidRules;
import io.vastctl.memory.Database;
import io.vastctl.memory.RecordedDatabase;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guard asks of its database from its start until it serves. */
final class GuardQueriesTest {

    @TempDir
    private Path folder;

    private final List<RecordedDatabase> recorded = new ArrayList<>();

    private Database database(Clock clock) {
        recorded.add(new RecordedDatabase(clock));
        return recorded.get(0).database();
    }

    @Test
    void aGuardReadsNoGrowingTableFromEndToEnd() throws Exception {
        try (GuardRig rig = new GuardRig(
                folder,
                "demand: 0.5\n",
                1,
                GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD),
                this::database)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();

            RecordedDatabase.Found found = recorded.get(0).look();
            assertThat(found.statements()).isGreaterThan(30);
            assertThat(found.scans()).isEmpty();
        }
    }
}
