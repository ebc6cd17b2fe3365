package io.vastctl.provision;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a run and its listener apart: a listener that throws, on a full disk say, must not keep a machine
 * alive, and an interruption must not close the file it writes to.
 */
public record ShieldedListener(RunEvent.Listener listener) implements RunEvent.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ShieldedListener.class);

    @Override
    public void hear(RunEvent event) {
        boolean interrupted = Thread.interrupted();
        try {
            listener.hear(event);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be told", event.getClass().getSimpleName(), e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
