package io.vastctl.readiness;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** The same with what its file says of window and stall. */
    static Workload patient(Optional<Duration> window, Optional<Duration> stall) {
        Serving like = Serving.LIKE_VLLM;
        return WORKLOAD.withServing(new Serving(
                like.command(), like.ready(), like.proof(), like.keyVariable(), like.publicPort(), window, stall));
    }

    final FakeTime time = new FakeTime();
    final FakeMachine machine = new FakeMachine(7, time.instant());
    final PhaseLog phases = new PhaseLog(time, Phase.IMAGE_PULL);
    final List<Verdict.Pending> seen = new ArrayList<>();
    final List<URI> asked = new ArrayList<>();
    final List<List<SshEndpoint>> logins = new ArrayList<>();
    final List<SshEndpoint> knocked = new ArrayList<>();
    final List<List<Probe>> probes = new ArrayList<>();
    Function<Duration, Optional<EndpointCheck.Knock>> knocks = age -> Optional.empty();
    Optional<String> releaseCommand = Optional.empty();
    boolean interruptible;
    Workload workload = WORKLOAD;
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
        return new ReadinessWait(
                tenancy(),
                new ScriptedAdapter() {
                    @Override
                    public Optional<String> releaseCommand(Workload workload) {
                        return releaseCommand;
                    }
                },
                new ReadinessWait.Sources(this::lookAtApi, new Login(), new Outside(), this::attachKey),
                ReadinessLimits.DEFAULTS,
                SignatureTable.forStatusMessages(),
                phases,
                time);
    }

    Tenancy tenancy() {
        GpuCheck.Promise promise = new GpuCheck.Promise(
                new GpuCheck.Offered(1, "", 24564, OptionalInt.empty(), Optional.empty(), OptionalDouble.empty()),
                new GpuCheck.Needed(
                        40,
                        OptionalDouble.empty(),
                        workload.model(),
                        workload.modelGb(),
                        GpuCheck.UNBOUNDED,
                        Map.of()));
        return new Tenancy(7, workload, promise, "secret", interruptible);
    }

    EndpointCheck outside() {
        return new Outside();
    }

    Duration age() {
        return machine.age(time.instant());
    }

    Instant startedAt() {
        return time.instant().minus(age());
    }

    /** How many looks asked for that probe. */
    long probed(String name) {
        return probes.stream().filter(look -> has(look, name)).count();
    }

    /** The number of the first look that asked for that probe. */
    int firstProbed(String name) {
        for (int look = 0; look < probes.size(); look++) if (has(probes.get(look), name)) return look;
        return -1;
    }

    private static boolean has(List<Probe> look, String name) {
        return look.stream().anyMatch(probe -> probe.name().equals(name));
    }

    private InstanceSighting lookAtApi() {
        apiLooks.add(time.instant());
        return machine.api.apply(age());
    }

    private boolean attachKey() {
        keysAttached++;
        return keyTaken.apply(age());
    }

    private final class Outside implements EndpointCheck {
        @Override
        public Result ask(URI url, String model, String apiKey) {
            asked.add(url);
            return (isTunnel(url) ? machine.inside : machine.endpoint).apply(age());
        }

        @Override
        public Optional<Knock> knock(SshEndpoint door) {
            Optional<Knock> knock = knocks.apply(age());
            knocked.add(door);
            return knock;
        }
    }

    private static boolean isTunnel(URI url) {
        return url.getHost().equals("127.0.0.1") && url.getPort() > 20_000 && url.getPort() < 20_100;
    }

    private final class Login implements ProbeExecutor {
        @Override
        public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> asked) {
            logins.add(endpoints);
            sshLooks.add(time.instant());
            probes.add(asked);
            ProbeLook look = machine.ssh.apply(age());
            return look instanceof ProbeLook.Answered answered ? onlyAsked(answered.report(), asked) : look;
        }

        /** A machine answers what it was asked, and the echo. */
        private ProbeLook onlyAsked(ProbeReport report, List<Probe> asked) {
            Map<String, ProbeResult> results = new HashMap<>(report.results());
            results.keySet()
                    .removeIf(name -> !name.equals(Probe.ECHO)
                            && asked.stream().noneMatch(probe -> probe.name().equals(name)));
            return new ProbeLook.Answered(new ProbeReport(report.at(), results));
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
