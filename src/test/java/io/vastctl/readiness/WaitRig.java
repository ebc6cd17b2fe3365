package io.vastctl.readiness;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** A {@link ReadinessWait} on one {@link FakeMachine}, in fake time. */
final class WaitRig {

    static final Workload WORKLOAD = new Workload(
            "tinyllama",
            "scripted",
            "vllm/vllm-openai:v0.10.0",
            "TinyLlama/TinyLlama-1.1B-Chat-v1.0",
            List.of(),
            OptionalInt.of(2048),
            8000,
            8,
            40,
            8,
            2,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            Map.of(),
            Set.of(),
            Optional.empty());

    final FakeTime time = new FakeTime();
    final FakeMachine machine = new FakeMachine(7, time.instant());
    final PhaseLog phases = new PhaseLog(time, Phase.IMAGE_PULL);
    final List<Verdict.Pending> seen = new ArrayList<>();
    final List<URI> asked = new ArrayList<>();
    final List<List<SshEndpoint>> logins = new ArrayList<>();
    boolean interruptible;
    boolean tunnelRefused;
    int keysAttached;
    int tunnels;
    Function<Duration, Boolean> keyTaken = age -> true;
    final List<Instant> apiLooks = new ArrayList<>();
    final List<Instant> sshLooks = new ArrayList<>();

    /** The verdict at the end. */
    Verdict await() throws InterruptedException {
        return start().await(time, phase -> Optional.empty(), seen::add);
    }

    /** The failure at the end. */
    Failure failure() throws InterruptedException {
        Verdict verdict = await();
        if (verdict instanceof Verdict.Failed failed) return failed.failure();
        throw new AssertionError("expected a failure, but it came to " + verdict);
    }

    ReadinessWait start() {
        Tenancy tenancy = new Tenancy(
                7, WORKLOAD, new GpuCheck.Promise(1, 24564, 40, OptionalDouble.empty()), "secret", interruptible);
        return new ReadinessWait(
                tenancy,
                new ScriptedAdapter(),
                new ReadinessWait.Sources(this::lookAtApi, new Login(), this::ask, this::attachKey),
                ReadinessLimits.DEFAULTS,
                SignatureTable.forStatusMessages(),
                phases,
                time);
    }

    Duration age() {
        return machine.age(time.instant());
    }

    Instant startedAt() {
        return time.instant().minus(age());
    }

    private InstanceSighting lookAtApi() {
        apiLooks.add(time.instant());
        return machine.api.apply(age());
    }

    private boolean attachKey() {
        keysAttached++;
        return keyTaken.apply(age());
    }

    private EndpointCheck.Result ask(URI url, String model, String apiKey) {
        asked.add(url);
        return machine.endpoint.apply(age());
    }

    private final class Login implements ProbeExecutor {
        @Override
        public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) {
            logins.add(endpoints);
            sshLooks.add(time.instant());
            return machine.ssh.apply(age());
        }

        @Override
        public int tunnelTo(int remotePort) throws IOException {
            if (tunnelRefused) throw new IOException("administratively prohibited");
            return 20_000 + ++tunnels;
        }

        @Override
        public void close() {}
    }
}
