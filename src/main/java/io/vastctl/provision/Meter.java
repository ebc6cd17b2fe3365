package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.TakenOverException;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.PhaseLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one rental has cost so far, and the journal's idea of it. */
public final class Meter {

    /** How old the journal's idea of the cost may get. */
    private static final Duration BETWEEN_RECKONINGS = Duration.ofSeconds(30);

    private final RentalTerms terms;
    private final PhaseLog phases;
    private final Journal journal;
    private final Troubles troubles;
    private final Clock clock;
    private final PriceWatch price;
    private Instant reckonedAt;

    Meter(RentalTerms terms, PhaseLog phases, Journal journal, Troubles troubles, Clock clock) {
        this.terms = terms;
        this.phases = phases;
        this.journal = journal;
        this.troubles = troubles;
        this.clock = clock;
        reckonedAt = clock.instant();
        price = new PriceWatch(terms.dollarsPerHour(), reckonedAt);
    }

    /** USD so far. */
    public double dollars() {
        return terms.cost().after(phases.times(), terms.workload()) + price.extraDollars(clock.instant());
    }

    public double dollarsPerHour() {
        return price.dollarsPerHour();
    }

    /** The instance may tell another price than its offer did. */
    void seen(Instance instance) {
        double before = price.dollarsPerHour();
        price.seen(instance.dollarsPerHour(), clock.instant());
        if (price.dollarsPerHour() != before)
            troubles.written(() -> journal.priced(terms.label(), price.dollarsPerHour()));
    }

    /** The end of an attempt whose instance is dearer than it may be. */
    Optional<Failure> tooDear(double maxDollarsPerHour, Phase phase) {
        return price.above(maxDollarsPerHour, phase);
    }

    /** Puts the cost so far on disk, if that can be done. */
    void note() {
        troubles.written(() -> journal.spent(terms.label(), dollars()));
    }

    /**
     * Notes now and then what the rental has cost. Where that fails, nobody would know of this rental any more if
     * this process died; and where another process took it over, it is not ours to use any more.
     */
    Optional<Failure> lostTheJournal(Phase phase) {
        Instant now = clock.instant();
        if (now.isBefore(reckonedAt.plus(BETWEEN_RECKONINGS))) return Optional.empty();
        reckonedAt = now;
        try {
            journal.spent(terms.label(), dollars());
            return Optional.empty();
        } catch (StoreException | IllegalStateException e) {
            troubles.note(e);
            String signature = e instanceof TakenOverException ? "taken-over" : "journal-failed";
            return Optional.of(new Failure(FailureClass.UNKNOWN, signature, phase, String.valueOf(e.getMessage())));
        }
    }
}
