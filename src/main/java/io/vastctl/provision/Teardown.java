package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys a rental and proves it: good reads, some seconds apart, must show it gone. Neither an
 * interruption nor a broken database stops it half-way; both are put off until it has its verdict.
 */
final class Teardown {

    /**
     * What became of the rental.
     *
     * @param instanceId the instance, if it was ever known or found
     */
    record Ended(Cleanup cleanup, OptionalLong instanceId) {}

    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private static final Duration BETWEEN_READS = Duration.ofSeconds(4);
    private static final int READS_FOR_ABSENCE = 2;
    /** Where no destroy was ever accepted, absence may be a listing that lags behind the create. */
    private static final int READS_WITHOUT_DESTROY = 6;
    /** A destroy that shows no effect for this long is sent again. */
    private static final Duration DESTROY_AGAIN = Duration.ofSeconds(20);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final VastApi api;
    private final Journal journal;
    private final Troubles troubles;
    private final RentalDesk desk;
    private final Clock clock;
    private final Sleeper sleeper;

    Teardown(VastApi api, Journal journal, Troubles troubles, RentalDesk desk, Clock clock, Sleeper sleeper) {
        this.api = api;
        this.journal = journal;
        this.troubles = troubles;
        this.desk = desk;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Ends the rental of that label, whatever state it is in.
     *
     * @param known the instance, if the create answer named it
     * @param progress told one line at each step
     */
    Ended end(String label, OptionalLong known, Consumer<String> progress) {
        if (known.isPresent()) return destroy(label, known.getAsLong(), progress);
        progress.accept("looking for " + label + " in the account");
        Optional<Optional<Long>> answer = undisturbed(() -> desk.lookFor(label));
        if (answer.isEmpty()) {
            troubles.written(() -> journal.leaked(label, "the listing could not be read"));
            return new Ended(Cleanup.UNKNOWN, OptionalLong.empty());
        }
        if (answer.get().isPresent()) return destroy(label, answer.get().get(), progress);
        troubles.written(() -> journal.absent(label));
        return new Ended(Cleanup.NONE, OptionalLong.empty());
    }

    private Ended destroy(String label, long instanceId, Consumer<String> progress) {
        // Once more, because the first try may have failed: without its number the entry cannot be closed.
        troubles.written(() -> journal.created(label, instanceId));
        troubles.written(() -> journal.destroying(label));
        Eviction eviction = new Eviction(instanceId, progress);
        Cleanup cleanup = undisturbed(eviction::toTheEnd);
        if (cleanup == Cleanup.DESTROYED) troubles.written(() -> journal.gone(label));
        else troubles.written(() -> journal.leaked(label, eviction.lastTrouble));
        return new Ended(cleanup, OptionalLong.of(instanceId));
    }

    /** Goes on after each interruption; the thread's flag tells of it afterwards. */
    private static <T> T undisturbed(Step<T> step) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return step.run();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws InterruptedException;
    }

    /** The destruction of one instance; may be interrupted and taken up again. */
    private final class Eviction {
        private final long instanceId;
        private final Consumer<String> progress;
        private final Instant giveUp = clock.instant().plus(LONGEST);
        private Instant nextDestroy = clock.instant();
        private boolean accepted;
        private int absent;
        private Cleanup sight = Cleanup.UNKNOWN;
        private String lastTrouble = "";

        Eviction(long instanceId, Consumer<String> progress) {
            this.instanceId = instanceId;
            this.progress = progress;
        }

        Cleanup toTheEnd() throws InterruptedException {
            while (clock.instant().isBefore(giveUp)) {
                if (!clock.instant().isBefore(nextDestroy) && !(accepted && absent > 0)) sendDestroy();
                read();
                if (absent >= (accepted ? READS_FOR_ABSENCE : READS_WITHOUT_DESTROY)) return Cleanup.DESTROYED;
                sleeper.sleep(BETWEEN_READS);
            }
            return sight;
        }

        /** What it answers proves nothing; the reads decide. */
        private void sendDestroy() throws InterruptedException {
            nextDestroy = clock.instant().plus(DESTROY_AGAIN);
            try {
                api.destroy(instanceId);
                accepted = true;
            } catch (RuntimeException e) {
                LOG.warn("destroy of instance {}: {}", instanceId, e.getMessage());
                lastTrouble = String.valueOf(e.getMessage());
            }
        }

        private void read() throws InterruptedException {
            try {
                Optional<Instance> seen = api.show(instanceId);
                absent = seen.isPresent() ? 0 : absent + 1;
                if (seen.isPresent()) sight = Cleanup.LEAKED;
                progress.accept(absent > 0 ? "gone, reading once more" : "still there");
            } catch (RuntimeException e) {
                lastTrouble = String.valueOf(e.getMessage());
                progress.accept("cannot tell: " + lastTrouble);
            }
        }
    }
}
