package io.vastctl.provision;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import java.io.IOException;
import java.util.List;

/** The same machine, looked at aside of a relay: while its answer is waited for, the other runners go on. */
final class AsideBox implements ProbeExecutor {

    private final ProbeExecutor box;
    private final Relay.Runner runner;

    AsideBox(ProbeExecutor box, Relay.Runner runner) {
        this.box = box;
        this.runner = runner;
    }

    @Override
    public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
        return runner.aside(() -> box.run(endpoints, probes));
    }

    @Override
    public int tunnelTo(int remotePort) throws IOException {
        try {
            return runner.<Integer, IOException>aside(() -> box.tunnelTo(remotePort));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        box.close();
    }
}
