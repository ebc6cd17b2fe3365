package io.vastctl.guard.loop;

import io.vastctl.memory.Database;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.guard.GuardLease;
import io.vastctl.memory.guard.GuardLeases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** This guard's grip on its plan. A dry run looks only, so it takes hold of nothing and stands in nobody's way. */
final class Hold {

    /** Between two signs of life in the same tick. */
    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(30);

    private final GuardLeases leases;
    private final Post post;
    private final InstantSource clock;
    private Instant since = Instant.EPOCH;
    private Optional<Instant> renewed = Optional.empty();
    private Optional<Instant> takenAt = Optional.empty();

    Hold(Database database, Post post, InstantSource clock) {
        leases = new GuardLeases(database);
        this.post = post;
        this.clock = clock;
    }

    /**
     * Takes the plan, or holds it on.
     *
     * @return the lease of another guard that keeps it; empty if it is ours now
     */
    Optional<GuardLease> take() {
        if (post.dryRun()) return Optional.empty();
        renewed = Optional.of(clock.instant());
        GuardLease lease =
                leases.take(post.guard(), post.holderId(), post.holder(), post.pid(), post.hold(), post.dead());
        if (!lease.holderId().equals(post.holderId())) return Optional.of(lease);
        since = lease.takenAt().truncatedTo(ChronoUnit.MILLIS);
        if (takenAt.isEmpty()) takenAt = Optional.of(since);
        return Optional.empty();
    }

    /**
     * The same, for one who had it.
     *
     * @throws TakenOverException if another guard holds the plan by now: nothing more may be done
     */
    void require() {
        Optional<GuardLease> other = take();
        if (other.isPresent())
            throw new TakenOverException(
                    "another guard took the plan over: " + other.get().holder() + "; this one does nothing more");
        if (takenAt.filter(at -> !at.equals(since)).isEmpty()) return;
        release();
        throw new TakenOverException(
                "another guard had the plan meanwhile, and let go of it; this one does nothing more");
    }

    /** The same within a tick, where the last sign of life is not quite fresh. */
    void keep() {
        Instant now = clock.instant();
        boolean fresh = renewed.filter(at -> Duration.between(at, now).abs().compareTo(OFTEN_ENOUGH) < 0)
                .isPresent();
        if (!fresh) require();
    }

    void release() {
        if (!post.dryRun()) leases.release(post.guard(), post.holderId());
    }
}
