package io.vastctl.provision;

import io.vastctl.memory.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong on our own side in one run: the database above all. Cleaning up goes first, so trouble is
 * noted here, ends the run at the next step, and is told in its result.
 */
public final class Troubles {

    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final List<String> lines = new ArrayList<>();

    public void note(Throwable trouble) {
        LOG.error("the run goes no further", trouble);
        String message = String.valueOf(trouble.getMessage());
        lines.add(
                trouble instanceof StoreException ? message : trouble.getClass().getSimpleName() + ": " + message);
    }

    /** One line, the first trouble; empty if all is well. */
    public Optional<String> first() {
        return lines.stream().findFirst();
    }

    /**
     * Makes an entry in the journal whose failure must not keep a machine alive.
     *
     * @return whether it was made
     */
    public boolean written(Runnable entry) {
        try {
            entry.run();
            return true;
        } catch (StoreException e) {
            note(e);
        } catch (IllegalStateException e) {
            // Another process may look after the same rental and have been faster.
            LOG.warn("an entry that does not follow: {}", e.getMessage());
        }
        return false;
    }
}
