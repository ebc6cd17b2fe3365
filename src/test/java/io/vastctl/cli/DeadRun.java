package io.vastctl.cli;

import io.vastctl.memory.Bounds;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import io.vastctl.memory.ThisHost;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.Pulse;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A run that died in the middle of a rental, for the command that comes after it. */
final class DeadRun {
    private DeadRun() {}

    static final String LABEL = "mine-1";

    /** Leaves the intent to rent machine 22 open in the journal. */
    static void leavesOpen(Shell shell, String market) {
        leavesOpen(shell, market, journal -> {});
    }

    /** @param further what else it wrote before it died */
    static void leavesOpen(Shell shell, String market, Consumer<Journal> further) {
        try (Database database = Database.open(shell.database(), shell.time);
                Ownership gone = Ownership.open(database, "test", shell.time, ThisHost.liveness(), Pulse.REAL)) {
            Journal journal = gone.journal();
            journal.intend(new Journal.Intent(
                    LABEL,
                    "run-1",
                    1,
                    11,
                    22,
                    33,
                    new Prices(0.3, 0.01, 0, 0),
                    Origin.REAL,
                    market,
                    OptionalLong.empty(),
                    Purpose.TEST,
                    Bounds.NONE));
            further.accept(journal);
        }
    }
}
