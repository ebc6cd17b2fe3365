package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.StoreException;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys a rental and proves it: two good reads, some seconds apart, must show it gone. Neither an
 * interruption nor a broken database stops it half-way; both are put off until it has its verdict.
 */
final class Teardown {

    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private static final Duration BETWEEN_READS = Duration.ofSeconds(4);
    private static final int READS_FOR_ABSENCE = 2;
    /** A destroy that shows no effect for this long is sent again. */
    private static final Duration DESTROY_AGAIN = Duration.ofSeconds(20);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final VastApi api;
    private final Journal journal;
    private final RentalDesk desk;
    private final Clock clock;
    private final Sleeper sleeper;

    Teardown(VastApi api, Journal journal, RentalDesk desk, Clock clock, Sleeper sleeper) {
        this.api = api;
        this.journal = journal;
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
    Cleanup end(String label, OptionalLong known, Consumer<String> progress) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return endOnce(label, known, progress);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private Cleanup endOnce(String label, OptionalLong known, Consumer<String> progress) throws InterruptedException {
        OptionalLong instanceId = known;
        if (instanceId.isEmpty()) {
            progress.accept("looking for " + label + " in the account");
            Optional<Optional<Long>> answer = desk.lookFor(label);
            if (answer.isEmpty()) return leaked(label, Cleanup.UNKNOWN, "the listing could not be read");
            if (answer.get().isEmpty()) {
                note(() -> journal.absent(label));
                return Cleanup.NONE;
            }
            long found = answer.get().get();
            note(() -> journal.created(label, found));
            instanceId = OptionalLong.of(found);
        }
        return destroy(label, instanceId.getAsLong(), progress);
    }

    private Cleanup destroy(String label, long instanceId, Consumer<String> progress) throws InterruptedException {
        note(() -> journal.destroying(label));
        Instant giveUp = clock.instant().plus(LONGEST);
        Instant nextDestroy = clock.instant();
        int absent = 0;
        Cleanup sight = Cleanup.UNKNOWN;
        String last = "";
        while (clock.instant().isBefore(giveUp)) {
            if (!clock.instant().isBefore(nextDestroy) && absent == 0) {
                last = sendDestroy(instanceId).orElse(last);
                nextDestroy = clock.instant().plus(DESTROY_AGAIN);
            }
            try {
                Optional<Instance> seen = api.show(instanceId);
                absent = seen.isPresent() ? 0 : absent + 1;
                sight = seen.isPresent() ? Cleanup.LEAKED : sight;
                if (absent >= READS_FOR_ABSENCE) {
                    note(() -> journal.gone(label));
                    return Cleanup.DESTROYED;
                }
                progress.accept(absent > 0 ? "gone, reading once more" : "still there");
            } catch (VastApiException e) {
                last = String.valueOf(e.getMessage());
                progress.accept("cannot tell: " + last);
            }
            sleeper.sleep(BETWEEN_READS);
        }
        return leaked(label, sight, last);
    }

    /** The trouble, if there was any; the reads decide. */
    private Optional<String> sendDestroy(long instanceId) throws InterruptedException {
        try {
            api.destroy(instanceId);
            return Optional.empty();
        } catch (VastApiException e) {
            LOG.warn("destroy of instance {}: {}", instanceId, e.getMessage());
            return Optional.ofNullable(e.getMessage());
        }
    }

    private Cleanup leaked(String label, Cleanup verdict, String detail) {
        note(() -> journal.leaked(label, detail));
        return verdict;
    }

    /** A database that fails now must not keep a machine alive. */
    private static void note(Runnable entry) {
        try {
            entry.run();
        } catch (StoreException | IllegalStateException e) {
            LOG.error("the journal could not be written", e);
        }
    }
}
