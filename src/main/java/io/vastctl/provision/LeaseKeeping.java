package io.vastctl.provision;

import io.vastctl.lease.LeaseState;
import io.vastctl.lease.LeaseState.Loop;
import io.vastctl.memory.Journal;
import io.vastctl.memory.StoreException;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.RenewingExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease of one rental: renewed with each look, noted in the journal, and complained about once if it is no use. */
final class LeaseKeeping {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeping.class);

    /** How old the journal's idea of the lease's end may get. */
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

    private final Duration lease;
    private final String label;
    private final Journal journal;
    private final Clock clock;
    private final Consumer<String> complaint;
    private Instant notedAt = Instant.MIN;
    private boolean wasNotRunning;
    private boolean complained;

    /**
     * @param lease zero for none
     * @param complaint told once, in words that come after "the lease", if the machine would not end itself
     */
    LeaseKeeping(Duration lease, String label, Journal journal, Clock clock, Consumer<String> complaint) {
        this.lease = lease;
        this.label = label;
        this.journal = journal;
        this.clock = clock;
        this.complaint = complaint;
    }

    /** The same executor, which renews if there is a lease. */
    ProbeExecutor around(ProbeExecutor probes) {
        return lease.isZero() ? probes : new RenewingExecutor(probes, lease, state -> state.ifPresent(this::seen));
    }

    void seen(LeaseState state) {
        if (state.renewed()) note();
        if (complained || state.protects() || startsYet(state)) return;
        complained = true;
        complaint.accept(state.describe());
    }

    /** At the first look the start script may not have come to its lease. */
    private boolean startsYet(LeaseState state) {
        boolean first = state.renewed() && state.loop() == Loop.NOT_RUNNING && !wasNotRunning;
        wasNotRunning |= first;
        return first;
    }

    private void note() {
        Instant now = clock.instant();
        if (!notedAt.equals(Instant.MIN) && now.isBefore(notedAt.plus(BETWEEN_NOTES))) return;
        try {
            journal.renewed(label, now.plus(lease));
            notedAt = now;
        } catch (StoreException | IllegalStateException e) {
            // The attempt finds out by itself when it writes down its cost, and ends.
            LOG.warn("the renewal of {} could not be noted: {}", label, e.getMessage());
        }
    }
}
