package io.vastctl.readiness;

import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Asks for the first token from outside: over the mapped port, or through the tunnel where none is mapped. */
final class TokenWatch {

    private final Tenancy tenancy;
    private final String servedModel;
    private final EndpointCheck check;
    private final ReadinessLimits limits;
    private final Since unanswered;
    private OptionalInt tunnel = OptionalInt.empty();

    TokenWatch(Tenancy tenancy, String servedModel, EndpointCheck check, ReadinessLimits limits, Clock clock) {
        this.tenancy = tenancy;
        this.servedModel = servedModel;
        this.check = check;
        this.limits = limits;
        unanswered = new Since(clock);
    }

    /** The server is not up inside, so its silence outside counts for nothing. */
    void notAskedFor() {
        unanswered.holds(false);
    }

    /** The tunnel went with the connection, and its silence was not the server's. */
    void connectionLost() {
        unanswered.holds(false);
        tunnel = OptionalInt.empty();
    }

    /**
     * Asks once; patient for a while with an endpoint that does not answer yet.
     *
     * @param mappingProven whether another mapped port of the rental was seen to lead there
     */
    Verdict look(Instance instance, ProbeExecutor executor, boolean mappingProven) throws InterruptedException {
        Optional<SshEndpoint> mapped = instance.publicPort(tenancy.workload().port());
        Optional<URI> url = mapped.isPresent() ? mapped.map(this::url) : tunnelled(executor);
        if (url.isEmpty()) return unanswered("endpoint-tunnel", "the SSH tunnel to the server cannot be opened");
        EndpointCheck.Result result = check.ask(tenancy.workload(), url.get(), servedModel, tenancy.apiKey());
        if (result instanceof EndpointCheck.Result.Answered answered)
            return new Verdict.Verified(url.get(), mapped.isEmpty(), answered.firstToken(), answered.tokensPerSecond());
        if (result instanceof EndpointCheck.Result.OpenToAnyone open) return open(open, url.get(), mapped.isEmpty());
        if (result instanceof EndpointCheck.Result.Hangs silent) return unanswered("endpoint-hangs", silent.detail());
        if (result instanceof EndpointCheck.Result.Unreachable unreachable) {
            if (mapped.isEmpty()) return unansweredInTunnel(unreachable.detail());
            Verdict outside = unanswered("endpoint-unreachable", unreachable.detail());
            return outside instanceof Verdict.Failed failed ? seenInside(failed, executor, mappingProven) : outside;
        }
        return unanswered("endpoint-wrong-answer", ((EndpointCheck.Result.WrongAnswer) result).detail());
    }

    /** Before the machine's network is blamed: is the server there at all, and does it listen to the outside? */
    private Verdict seenInside(Verdict.Failed outside, ProbeExecutor executor, boolean mappingProven)
            throws InterruptedException {
        Optional<URI> url = tunnelled(executor);
        if (url.isEmpty()) return outside;
        String detail = outside.failure().evidence();
        if (check.ask(tenancy.workload(), url.get(), servedModel, tenancy.apiKey())
                instanceof EndpointCheck.Result.Unreachable)
            return failed(
                    FailureClass.UNKNOWN,
                    "endpoint-not-listening",
                    detail + "; through the SSH tunnel nothing answers on port "
                            + tenancy.workload().port() + " either");
        return mappingProven
                ? failed(
                        FailureClass.WORKLOAD_FATAL,
                        "endpoint-not-bound",
                        detail + "; inside the machine it answers, and another mapped port works: the server must"
                                + " listen on 0.0.0.0")
                : outside;
    }

    private static Verdict failed(FailureClass failureClass, String signature, String evidence) {
        return new Verdict.Failed(new Failure(failureClass, signature, Phase.FIRST_TOKEN, evidence));
    }

    /** Through the tunnel nobody else gets there. On a public port it is the same on every machine: its arguments. */
    private static Verdict open(EndpointCheck.Result.OpenToAnyone open, URI url, boolean tunnelled) {
        return tunnelled
                ? new Verdict.Verified(url, true, open.firstToken(), open.tokensPerSecond())
                : new Verdict.Failed(
                        new Failure(FailureClass.WORKLOAD_FATAL, "endpoint-open", Phase.FIRST_TOKEN, open.detail()));
    }

    /** The tunnel may have died behind our back: the next look opens another. */
    private Verdict unansweredInTunnel(String detail) {
        tunnel = OptionalInt.empty();
        return unanswered("endpoint-tunnel", detail);
    }

    private Verdict unanswered(String signature, String detail) {
        unanswered.holds(true);
        if (!unanswered.longerThan(limits.endpointUnreachable()))
            return new Verdict.Pending(Phase.FIRST_TOKEN, detail, OptionalDouble.empty());
        // Up inside and silent outside is the machine's network; a wrong answer may have any cause.
        FailureClass failureClass =
                signature.equals("endpoint-unreachable") ? FailureClass.INFRA_FATAL : FailureClass.UNKNOWN;
        return new Verdict.Failed(new Failure(failureClass, signature, Phase.FIRST_TOKEN, detail));
    }

    private Optional<URI> tunnelled(ProbeExecutor executor) {
        try {
            if (tunnel.isEmpty())
                tunnel = OptionalInt.of(executor.tunnelTo(tenancy.workload().port()));
            return Optional.of(url(new SshEndpoint("127.0.0.1", tunnel.getAsInt())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private URI url(SshEndpoint at) {
        String path = tenancy.workload().serving().proof().basePath();
        return URI.create("http://" + at.host() + ":" + at.port() + path);
    }
}
