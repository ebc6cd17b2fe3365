package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Destroys a rental and proves it: good reads, some seconds apart, must show it gone. Neither an
 * interruption nor a broken database stops it half-way; both are put off until it has its verdict. After an
 * interruption it takes half a minute more at most.
 */
final class Teardown {

    /** How long a run tries to get rid of what it rented. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * What became of the rental.
     *
     * @param instanceId the instance, if it was ever known or found
     * @param evidence for it, one line
     */
    record Ended(Cleanup cleanup, OptionalLong instanceId, String evidence) {}

    private final VastApi api;
    private final Journal journal;
    private final Troubles troubles;
    private final RentalDesk desk;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Duration longest;

    Teardown(
            VastApi api,
            Journal journal,
            Troubles troubles,
            RentalDesk desk,
            Clock clock,
            Sleeper sleeper,
            Duration longest) {
        this.api = api;
        this.journal = journal;
        this.troubles = troubles;
        this.desk = desk;
        this.clock = clock;
        this.sleeper = sleeper;
        this.longest = longest;
    }

    /**
     * Ends the rental of that label, whatever state it is in.
     *
     * @param known the instance, if the create answer named it
     * @param everSeen whether a good read has shown that instance
     * @param hurried whether somebody waits for the end already
     * @param progress told one line at each step
     */
    Ended end(String label, OptionalLong known, boolean everSeen, boolean hurried, Consumer<String> progress) {
        try (Haste haste = new Haste(clock)) {
            if (hurried) haste.begin();
            return end(label, known, everSeen, haste, progress);
        }
    }

    private Ended end(String label, OptionalLong known, boolean everSeen, Haste haste, Consumer<String> progress) {
        if (known.isPresent()) {
            // Once more, because the first try may have failed: without its number the entry cannot be closed.
            troubles.written(() -> journal.created(label, known.getAsLong()));
            return ended(evict(label, known.getAsLong(), everSeen, haste, progress));
        }
        progress.accept("looking for " + label + " in the account");
        Optional<Optional<Long>> answer = haste.finish(() -> desk.lookFor(label, haste::isOver), Optional::empty);
        if (answer.isEmpty()) {
            String evidence = "the create was never answered, and no listing could be read well enough";
            troubles.written(() -> journal.unknown(label, evidence));
            return new Ended(Cleanup.UNKNOWN, OptionalLong.empty(), evidence);
        }
        if (answer.get().isPresent()) {
            long found = answer.get().get();
            troubles.written(() -> journal.created(label, found));
            return ended(evict(label, found, true, haste, progress));
        }
        troubles.written(() -> journal.absent(label, RentalDesk.NOT_LISTED));
        return new Ended(Cleanup.NONE, OptionalLong.empty(), RentalDesk.NOT_LISTED);
    }

    private static Ended ended(DestroyVerdict verdict) {
        return new Ended(verdict.cleanup(), OptionalLong.of(verdict.instanceId()), verdict.evidence());
    }

    /** Destroys an instance that the journal knows by its number. */
    DestroyVerdict evict(String label, long instanceId, boolean everSeen, Consumer<String> progress) {
        try (Haste haste = new Haste(clock)) {
            return evict(label, instanceId, everSeen, haste, progress);
        }
    }

    private DestroyVerdict evict(
            String label, long instanceId, boolean everSeen, Haste haste, Consumer<String> progress) {
        troubles.written(() -> journal.destroying(label));
        Eviction eviction = new Eviction(api, clock, sleeper, instanceId, everSeen, longest, progress);
        DestroyVerdict verdict = haste.finish(() -> eviction.toTheEnd(haste::isOver), eviction::verdict);
        troubles.written(() -> note(label, verdict));
        return verdict;
    }

    private void note(String label, DestroyVerdict verdict) {
        if (verdict instanceof DestroyVerdict.Destroyed gone) journal.gone(label, gone.evidence());
        else if (verdict instanceof DestroyVerdict.Leaked leaked) journal.leaked(label, leaked.evidence());
        else journal.unknown(label, verdict.evidence());
    }
}
