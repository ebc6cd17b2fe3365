package io.vastctl.provision;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.FakeMachine;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.util.List;

/** Logs in to the machines of a {@link FakeVast}. */
final class FakeSsh implements ProbeExecutor {

    private final FakeVast vast;
    private final FakeTime time;
    private final Calls calls;

    FakeSsh(FakeVast vast, FakeTime time, Calls calls) {
        this.vast = vast;
        this.time = time;
        this.calls = calls;
    }

    @Override
    public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
        calls.made("ssh");
        if (endpoints.isEmpty()) return FakeMachine.trouble(ProbeLook.Trouble.TIMEOUT);
        FakeMachine machine = vast.machine(endpoints.get(0).host());
        return machine.ssh.apply(machine.age(time.instant()));
    }

    @Override
    public int tunnelTo(int remotePort) throws IOException {
        throw new IOException("these machines have public ports");
    }

    @Override
    public void close() {
        calls.madeUndisturbed("ssh-close");
    }
}
