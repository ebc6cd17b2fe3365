package io.vastctl.guard.loop;

import io.vastctl.adapter.vllm.VllmKey;
import io.vastctl.guard.Answer;
import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.Telemetry;
import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.lease.LeaseRenewal;
import io.vastctl.lease.LeaseState;
import io.vastctl.lease.LeaseTerms;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.readiness.EndpointCheck.Result;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The kept-open connection to one rental, and what is looked at through it. For one thread at a time. */
final class Lookout implements AutoCloseable {

    /** Cards that do not tell their limits in so many looks have none to tell. */
    private static final int MOST_QUESTIONS = 3;

    private static final Duration RENEWAL_LIMIT = Duration.ofSeconds(5);

    private final GpuWatch gpus;
    private final EndpointCheck check;
    private final ProbeExecutor box;
    private Optional<String> key;
    private OptionalInt tunnel = OptionalInt.empty();
    private Optional<Map<String, HeatLimits>> limits = Optional.empty();
    private int limitsAsked;

    /** @param key opens the endpoint; empty if it is to be read back from the machine */
    Lookout(GpuWatch gpus, EndpointCheck check, ProbeExecutor box, Optional<String> key) {
        this.gpus = gpus;
        this.check = check;
        this.box = box;
        this.key = key;
    }

    /**
     * What one look brought.
     *
     * @param exposed whether its port on the internet answers to a wrong key too
     */
    record Seen(Telemetry telemetry, Answer answer, boolean exposed) {
        Seen(Telemetry telemetry, Answer answer) {
            this(telemetry, answer, false);
        }

        static Seen nothing(String why) {
            return new Seen(new Telemetry.Lost(why), new Answer.Bad(why));
        }
    }

    /** What is served, and under which name. */
    record Served(Workload workload, String model) {}

    /**
     * Asks the cards, then the endpoint. Bounds its own time.
     *
     * @param served empty where nobody knows what it serves any more
     */
    Seen look(Instance instance, Optional<Served> served) throws InterruptedException {
        boolean wantsKey = served.isPresent()
                && served.get().workload().serving().keyVariable().isPresent();
        List<Probe> probes = new ArrayList<>(gpus.probes());
        if (limits.isEmpty() && limitsAsked < MOST_QUESTIONS) probes.addAll(gpus.limitProbes());
        if (wantsKey && key.isEmpty()) probes.add(VllmKey.probe());
        ProbeLook look = box.run(instance.sshEndpoints(), probes);
        Telemetry telemetry = telemetry(look);
        if (look instanceof ProbeLook.Unreachable) tunnel = OptionalInt.empty();
        if (served.isEmpty()) return new Seen(telemetry, new Answer.NotAsked());
        if (wantsKey && key.isEmpty()) return new Seen(telemetry, new Answer.NotAsked());
        return asked(telemetry, instance, served.get());
    }

    private Telemetry telemetry(ProbeLook look) {
        if (look instanceof ProbeLook.Unreachable gone)
            return new Telemetry.Lost("no SSH: " + gone.trouble() + " " + gone.detail());
        ProbeReport report = ((ProbeLook.Answered) look).report();
        if (!report.isTrustworthy()) return new Telemetry.Lost("the machine's shell gave no sound answer");
        if (key.isEmpty()) key = VllmKey.parse(report.stdout(VllmKey.PROBE));
        if (limits.isEmpty() && limitsAsked++ < MOST_QUESTIONS) limits = gpus.limits(report);
        Telemetry seen = gpus.read(report);
        return seen instanceof Telemetry.Read read ? read.within(limits.orElse(Map.of())) : seen;
    }

    private Seen asked(Telemetry telemetry, Instance instance, Served served) throws InterruptedException {
        Optional<URI> url = url(instance, served.workload());
        if (url.isEmpty()) return new Seen(telemetry, new Answer.Bad("the SSH tunnel to the server cannot be opened"));
        Result result = check.ask(served.workload(), url.get(), served.model(), key.orElse(""));
        // Through the tunnel nobody else gets there.
        boolean exposed = result instanceof Result.OpenToAnyone
                && instance.publicPort(served.workload().port()).isPresent();
        return new Seen(telemetry, answer(result), exposed);
    }

    private Answer answer(Result result) {
        if (result instanceof Result.Answered good) return new Answer.Good(good.firstToken(), good.tokensPerSecond());
        if (result instanceof Result.OpenToAnyone open)
            return new Answer.Good(open.firstToken(), open.tokensPerSecond());
        if (result instanceof Result.Unreachable bad) return bad("unreachable: " + bad.detail());
        if (result instanceof Result.Hangs bad) return bad("hangs: " + bad.detail());
        return bad("wrong answer: " + ((Result.WrongAnswer) result).detail());
    }

    /** The tunnel may have died behind our back: the next look opens another. */
    private Answer bad(String why) {
        tunnel = OptionalInt.empty();
        return new Answer.Bad(why);
    }

    private Optional<URI> url(Instance instance, Workload workload) {
        String path = workload.serving().proof().basePath();
        Optional<SshEndpoint> mapped = instance.publicPort(workload.port());
        if (mapped.isPresent())
            return Optional.of(URI.create(
                    "http://" + mapped.get().host() + ":" + mapped.get().port() + path));
        try {
            if (tunnel.isEmpty()) tunnel = OptionalInt.of(box.tunnelTo(workload.port()));
            return Optional.of(URI.create("http://127.0.0.1:" + tunnel.getAsInt() + path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sets the lease anew; empty if the machine did not answer. */
    Optional<LeaseState> renew(Instance instance, Duration length) throws InterruptedException {
        Duration most = length.compareTo(LeaseTerms.LONGEST) > 0 ? LeaseTerms.LONGEST : length;
        Duration lease = most.compareTo(LeaseTerms.SHORTEST) < 0 ? LeaseTerms.SHORTEST : most;
        Probe renewal = Probe.run(LeaseRenewal.PROBE, LeaseRenewal.command(lease), RENEWAL_LIMIT);
        return run(instance, renewal).flatMap(report -> LeaseRenewal.parse(report.stdout(LeaseRenewal.PROBE)));
    }

    /** Runs one command; empty if the machine did not answer. */
    Optional<ProbeReport> run(Instance instance, Probe command) throws InterruptedException {
        return box.run(instance.sshEndpoints(), List.of(command)) instanceof ProbeLook.Answered answered
                ? Optional.of(answered.report()).filter(ProbeReport::isTrustworthy)
                : Optional.empty();
    }

    @Override
    public void close() {
        box.close();
    }
}
