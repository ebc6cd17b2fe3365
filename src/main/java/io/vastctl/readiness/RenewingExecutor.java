package io.vastctl.readiness;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.lease.LeaseRenewal;
import io.vastctl.lease.LeaseState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Renews the lease of its machine with each look, in the same exec. */
public final class RenewingExecutor implements ProbeExecutor {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ProbeExecutor executor;
    private final Probe renewal;
    private final Consumer<Optional<LeaseState>> listener;

    /**
     * @param lease from each look on
     * @param listener told after each look that was answered; empty if the renewal did not come to its end
     */
    public RenewingExecutor(ProbeExecutor executor, Duration lease, Consumer<Optional<LeaseState>> listener) {
        this.executor = executor;
        this.renewal = Probe.run(LeaseRenewal.PROBE, LeaseRenewal.command(lease), LIMIT);
        this.listener = listener;
    }

    @Override
    public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
        List<Probe> all = new ArrayList<>(probes);
        all.add(renewal);
        ProbeLook look = executor.run(endpoints, all);
        if (look instanceof ProbeLook.Answered answered) {
            listener.accept(LeaseRenewal.parse(answered.report().stdout(LeaseRenewal.PROBE)));
        }
        return look;
    }

    @Override
    public int tunnelTo(int remotePort) throws IOException {
        return executor.tunnelTo(remotePort);
    }

    @Override
    public void close() {
        executor.close();
    }
}
