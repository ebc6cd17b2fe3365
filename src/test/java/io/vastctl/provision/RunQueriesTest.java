package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.RecordedDatabase;
import io.vastctl.outcome.ExitCode;
import io.vastctl.time.FakeTime;
import org.junit.jupiter.api.Test;

/** What a whole run asks of its database. */
final class RunQueriesTest {

    @Test
    void aRunWithAFailedAttemptReadsNoGrowingTableFromEndToEnd() throws Exception {
        RecordedDatabase recorded = new RecordedDatabase(new FakeTime());
        RunRig bench = new RunRig(recorded.database(), "r1");
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);

        RecordedDatabase.Found found = recorded.look();
        assertThat(found.statements()).isGreaterThan(20);
        assertThat(found.scans()).isEmpty();
    }
}
