package io.vastctl.readiness;

import io.vastctl.instance.SshEndpoint;
import java.util.List;

/**
 * Runs probes on one rented machine. Keeps its connection open between ticks. Not thread-safe: one
 * waiting loop owns it.
 */
public interface ProbeExecutor extends AutoCloseable {

    /** Opens executors; one per rented machine. */
    @FunctionalInterface
    interface Factory {
        ProbeExecutor open();
    }

    /**
     * Runs all probes in one remote exec, connecting first if need be. Bounds its own time.
     *
     * @param endpoints where to connect, best first; may differ from call to call
     */
    ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException;

    /**
     * Forwards a free local loopback port to a loopback port of the machine over the open connection.
     *
     * @return the local port
     * @throws java.io.IOException if there is no connection or the forward is refused
     */
    int tunnelTo(int remotePort) throws java.io.IOException;

    /** Ends the connection and its tunnels; never throws. */
    @Override
    void close();
}
