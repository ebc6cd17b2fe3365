package io.vastctl.cli.watch;

import io.vastctl.memory.Database;
import io.vastctl.memory.ThisHost;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardDecisionFilter;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.memory.guard.GuardLease;
import io.vastctl.memory.guard.GuardLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The picture from the state file, whoever keeps the plan. Reads each look once. */
public final class StoredPicture {

    private static final Duration RECENT = Duration.ofDays(7);

    private final GuardLeases leases;
    private final GuardBook book;
    private final String plan;
    private Trail trail = Trail.EMPTY;
    private long newest;

    /** @param plan by the place of its file */
    public StoredPicture(Database database, String plan) {
        leases = new GuardLeases(database);
        book = new GuardBook(database);
        this.plan = plan;
    }

    /** Whether a guard has ever kept the plan, or does so now. */
    public boolean exists() {
        return leases.find(plan).isPresent() || book.last(plan).isPresent();
    }

    /** With the last look alone; the trail stays empty. */
    public Picture now(Instant now) {
        return of(book.last(plan).map(Look::of), Trail.EMPTY, now);
    }

    /** With the trail of the last hour: what is new since the last call is read. */
    public Picture withTrail(Instant now) {
        Optional<Look> last = Optional.empty();
        for (long tick : book.ticks(plan, now.minus(Trail.SPAN))) {
            if (tick <= newest) continue;
            newest = tick;
            last = Optional.of(Look.of(book.tick(tick)));
            trail = trail.with(last.get());
        }
        return of(last.or(() -> book.last(plan).map(Look::of)), trail, now);
    }

    private Picture of(Optional<Look> look, Trail past, Instant now) {
        Optional<GuardLease> held = leases.living(plan, ThisHost.liveness()::isProvenDead);
        List<GuardDecisionRow> recent =
                book.decisions(plan, GuardDecisionFilter.since(now.minus(RECENT), Picture.RECENT)).stream()
                        .map(GuardBook.Found::decision)
                        .toList();
        return new Picture(plan, held.map(GuardLease::holder), false, look, past, recent);
    }
}
