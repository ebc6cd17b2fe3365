package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.StoreException;
import java.time.Duration;

/** What must be asked of the journal before anything is rented waits a while for a server that is away. */
public record Patience(Journal journal) {

    public static final Duration LONGEST = Duration.ofMinutes(2);

    /** It may go away again as soon as it is there. */
    private static final int TRIES = 5;

    /** What can be made once more if it failed. */
    @FunctionalInterface
    interface Step<T> {
        T make() throws InterruptedException;
    }

    /**
     * Makes it, if need be once the server is back.
     *
     * @throws StoreException if it is not back in time
     */
    <T> T with(Step<T> step) throws InterruptedException {
        for (int left = TRIES - 1; left > 0; left--) {
            try {
                return step.make();
            } catch (StoreException e) {
                if (!e.away() || !journal.awaitServer(LONGEST)) throw e;
            }
        }
        return step.make();
    }
}
