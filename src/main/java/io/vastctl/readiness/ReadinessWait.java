package io.vastctl.readiness;

import io.vastctl.instance.Instance;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Waits for one rental: the API's word, then SSH, then the GPU, then the workload, then a first token. One
 * {@link #look} is one step with bounded I/O, so that a caller may wait for several rentals in turn.
 */
public final class ReadinessWait {

    /** The probe that lets go of a download which the start script holds back. */
    static final String RELEASE = "release";

    /** The connections of one rental to the outside world. */
    public record Sources(
            InstanceSighting.Look api, ProbeExecutor probes, EndpointCheck endpoint, KeyAttachment keyAttachment) {}

    /** Hands our public key to the instance once more. */
    @FunctionalInterface
    public interface KeyAttachment {
        /**
         * Never fails the wait: what goes wrong shows in the next refusal.
         *
         * @return whether the marketplace took it
         */
        boolean again() throws InterruptedException;
    }

    private final Sources sources;
    private final ReadinessLimits limits;
    private final Duration window;
    /** The real one; limits are counted by {@link #attention}. */
    private final Clock clock;

    private final Attention attention;
    private final PhaseLog phases;
    private final MachineWatch machine;
    private final LoginWatch login;
    private final WorkloadWatch workload;
    private final TokenWatch tokens;
    private final PortWatch ports;
    private final Optional<Probe> release;
    private final List<Probe> firstProbes = new ArrayList<>();
    private final List<Probe> laterProbes;
    private final Instant began;
    private Optional<Instant> firstLogin = Optional.empty();
    private Optional<Instant> lastApiLook = Optional.empty();
    private boolean released;
    private Duration lookTook = Duration.ZERO;

    public ReadinessWait(
            Tenancy tenancy,
            ReadinessAdapter adapter,
            Sources sources,
            ReadinessLimits limits,
            SignatureTable statusSignatures,
            PhaseLog phases,
            Clock clock) {
        this.sources = sources;
        this.limits = limits;
        window = adapter.startupWindow(tenancy.workload());
        this.clock = clock;
        this.phases = phases;
        attention = new Attention(clock, limits.infrastructureWindow().plus(window));
        machine = new MachineWatch(statusSignatures, limits, tenancy.interruptible(), phases, attention);
        login = new LoginWatch(limits, attention);
        release = adapter.releaseCommand(tenancy.workload())
                .map(command -> Probe.run(RELEASE, command, Duration.ofSeconds(5)));
        workload = new WorkloadWatch(tenancy, adapter, window, phases, attention);
        tokens =
                new TokenWatch(tenancy, adapter.servedModel(tenancy.workload()), sources.endpoint(), limits, attention);
        ports = new PortWatch(tenancy, sources.endpoint(), attention);
        laterProbes = new ArrayList<>(adapter.probes(tenancy.workload()));
        laterProbes.add(Vitals.probe());
        firstProbes.addAll(workload.gpuProbes(release.isPresent()));
        firstProbes.addAll(laterProbes);
        began = attention.instant();
    }

    /**
     * Looks until the rental is verified or has failed, or a ceiling is reached.
     *
     * @param ceiling asked before each look; a failure it gives ends the wait
     * @param watcher told of every pending verdict
     */
    public Verdict await(Sleeper sleeper, Function<Phase, Optional<Failure>> ceiling, Consumer<Verdict.Pending> watcher)
            throws InterruptedException {
        while (true) {
            Verdict seen = step(ceiling, watcher);
            if (!(seen instanceof Verdict.Pending)) return seen;
            sleeper.sleep(rest());
        }
    }

    /**
     * One look, unless a ceiling ends the wait before it.
     *
     * @param ceiling a failure it gives ends the wait
     * @param watcher told of a pending verdict
     */
    public Verdict step(Function<Phase, Optional<Failure>> ceiling, Consumer<Verdict.Pending> watcher)
            throws InterruptedException {
        Optional<Failure> stop = ceiling.apply(phases.current());
        if (stop.isPresent()) return new Verdict.Failed(stop.get());
        Instant looked = clock.instant();
        phases.unseen(attention.looks());
        Verdict seen = look();
        if (seen instanceof Verdict.Pending pending) watcher.accept(pending);
        lookTook = Duration.between(looked, clock.instant());
        attention.isDue(rest());
        return seen;
    }

    /** How long to rest after the last step. */
    public Duration rest() {
        return login.isAnswering() ? Cadence.rest(interval(), lookTook) : interval();
    }

    /** Until the next look is due. */
    public Duration interval() {
        boolean reachable = login.everReached() || (machine.isRunning() && !machine.hasNoAddress());
        if (!reachable) return limits.interval();
        return login.isFailing() ? login.pause() : Cadence.inside(phases.current(), phases.inPhase(), limits);
    }

    /** One look with bounded I/O. */
    public Verdict look() throws InterruptedException {
        Optional<Failure> broken = lookAtApi();
        if (broken.isPresent()) return new Verdict.Failed(broken.get());
        Verdict seen = machine.isRunning() || login.everReached() ? lookInside() : pending(machine.describe());
        return seen instanceof Verdict.Pending ? outOfTime(seen).orElse(seen) : seen;
    }

    private Optional<Failure> lookAtApi() throws InterruptedException {
        Instant now = clock.instant();
        Duration pace = machine.isRunning() && login.isAnswering() ? limits.apiInterval() : limits.interval();
        boolean due = lastApiLook
                .map(last -> Duration.between(last, now).compareTo(pace) >= 0)
                .orElse(true);
        if (!due) return Optional.empty();
        lastApiLook = Optional.of(now);
        return machine.note(sources.api().once(), login.isAnswering());
    }

    private Verdict lookInside() throws InterruptedException {
        Instance instance = machine.latest().orElseThrow();
        // An address the marketplace has not told yet is no silence of the machine.
        if (machine.hasNoAddress()) return pending("running, no SSH address told yet");
        ProbeLook look = sources.probes().run(instance.sshEndpoints(), probes(instance));
        if (look instanceof ProbeLook.Unreachable trouble) return unreachable(trouble);
        if (login.everReached()) phases.unseen(login.silence());
        login.reached();
        if (firstLogin.isEmpty()) firstLogin = Optional.of(attention.instant());
        ProbeReport report = ((ProbeLook.Answered) look).report();
        released |= report.succeeded(RELEASE);
        Optional<Verdict> seen = workload.note(report);
        if (seen.isPresent()) {
            tokens.notAskedFor();
            return mapped(instance, report, seen.get());
        }
        phases.enter(Phase.FIRST_TOKEN);
        return tokens.look(instance, sources.probes(), ports.isProven());
    }

    private List<Probe> probes(Instance instance) {
        List<Probe> probes = new ArrayList<>(workload.gpuPassed() ? laterProbes : firstProbes);
        ports.probe(instance).ifPresent(probes::add);
        if (workload.gpuPassed() && !ports.isInDoubt() && !released) release.ifPresent(probes::add);
        return probes;
    }

    /** Once the server is up, the first token proves the mapping better. */
    private Verdict mapped(Instance instance, ProbeReport report, Verdict seen) throws InterruptedException {
        if (!workload.gpuPassed() || !(seen instanceof Verdict.Pending)) return seen;
        return ports.look(instance, report, machine.isBlind())
                .<Verdict>map(Verdict.Failed::new)
                .orElse(seen);
    }

    private Verdict unreachable(ProbeLook.Unreachable trouble) throws InterruptedException {
        workload.forgetReport();
        tokens.connectionLost();
        Optional<Failure> failure = login.note(trouble, phases.current());
        if (failure.isPresent()) return new Verdict.Failed(machine.isBlind() ? nobodys(failure.get()) : failure.get());
        if (login.wantsKey() && sources.keyAttachment().again()) login.keyAttached();
        return pending("cannot log in: " + trouble.detail());
    }

    private Optional<Verdict> outOfTime(Verdict seen) {
        String last = ((Verdict.Pending) seen).detail();
        if (firstLogin.isEmpty()) {
            boolean over = passed(began, limits.infrastructureWindow());
            boolean stuck = phases.sinceProgress().compareTo(limits.infrastructureStall()) > 0;
            // What we could not see, the machine is not to blame for.
            boolean unseen = machine.isBlind() || machine.hasNoAddress();
            if ((over || stuck) && unseen) return unseen(last);
            if (over) return stalled("infrastructure-window", last);
            if (stuck) return stalled("no-progress", last);
            return Optional.empty();
        }
        if (passed(firstLogin.get(), window)) return stalled("startup-window", last);
        // A connection that is lost has a limit of its own, and hides whatever progress there is.
        Optional<String> stall = login.isAnswering() ? workload.stall() : Optional.empty();
        return stall.flatMap(why -> stalled("no-progress", why + "; last: " + last));
    }

    private boolean passed(Instant since, Duration limit) {
        return Duration.between(since, attention.instant()).compareTo(limit) > 0;
    }

    private Optional<Verdict> stalled(String signature, String evidence) {
        if (attention.isUsedUp()) return lookedTooRarely(signature + ": " + evidence);
        return Optional.of(
                new Verdict.Failed(new Failure(FailureClass.STALLED, signature, phases.current(), evidence)));
    }

    private Optional<Verdict> unseen(String last) {
        String evidence = "the marketplace could not be asked; last: " + last;
        return Optional.of(new Verdict.Failed(
                new Failure(FailureClass.UNKNOWN, "marketplace-silent", phases.current(), evidence)));
    }

    /** Where we came late for long, it may have got on well, and then been idle. */
    private Optional<Verdict> lookedTooRarely(String last) {
        String evidence = "we looked too rarely to judge it; last: " + last;
        return Optional.of(
                new Verdict.Failed(new Failure(FailureClass.UNKNOWN, "looked-too-rarely", phases.current(), evidence)));
    }

    /** When machine and marketplace fall silent together, it may be our own network. */
    private static Failure nobodys(Failure failure) {
        String evidence = failure.evidence() + "; the marketplace could not be asked either";
        return new Failure(FailureClass.UNKNOWN, failure.signature(), failure.phase(), evidence);
    }

    private Verdict pending(String detail) {
        return new Verdict.Pending(phases.current(), detail, OptionalDouble.empty());
    }
}
