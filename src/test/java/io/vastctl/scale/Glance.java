package io.vastctl.scale;

import io.vastctl.guard.loop.PlainGpuWatch;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A guard's login to a machine that stays as it is: the first look at its cards is made, and shown again after that, at no
 * time. In life the looks at a thousand go on side by side; one after the other they would take the minutes of the guard.
 */
final class Glance implements ProbeExecutor {

    private static final List<Probe> CARDS = new PlainGpuWatch().probes();

    private final ProbeExecutor real;
    private final Thread guard;
    private Optional<ProbeLook> seen = Optional.empty();

    /** @param guard whose looks these are; all others are made */
    Glance(ProbeExecutor real, Thread guard) {
        this.real = real;
        this.guard = guard;
    }

    @Override
    public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
        boolean glance = probes.equals(CARDS) && Thread.currentThread().equals(guard);
        if (glance && seen.isPresent()) return seen.get();
        ProbeLook look = real.run(endpoints, probes);
        if (glance && look instanceof ProbeLook.Answered) seen = Optional.of(look);
        return look;
    }

    @Override
    public int tunnelTo(int remotePort) throws IOException {
        return real.tunnelTo(remotePort);
    }

    @Override
    public void close() {
        real.close();
    }
}
