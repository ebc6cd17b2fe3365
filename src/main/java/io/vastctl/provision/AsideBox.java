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
    private final Relay.Turn turn;

    AsideBox(ProbeExecutor box, Relay.Turn turn) {
        this.box = box;
        this.turn = turn;
    }

    @Override
    public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
        return turn.aside(() -> box.run(endpoints, probes));
    }

    @Override
    public int tunnelTo(int remotePort) throws IOException {
        try {
            return turn.<Integer, IOException>aside(() -> box.tunnelTo(remotePort));
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
