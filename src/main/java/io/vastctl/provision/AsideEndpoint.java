package io.vastctl.provision;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.workload.Workload;
import java.net.URI;
import java.util.Optional;

/** The same check, made aside of a relay: while tokens are waited for, the other runners go on. */
final class AsideEndpoint implements EndpointCheck {

    private final EndpointCheck check;
    private final Relay.Turn turn;

    AsideEndpoint(EndpointCheck check, Relay.Turn turn) {
        this.check = check;
        this.turn = turn;
    }

    @Override
    public Result ask(URI baseUrl, String model, String apiKey) throws InterruptedException {
        return turn.aside(() -> check.ask(baseUrl, model, apiKey));
    }

    @Override
    public Result ask(Workload workload, URI baseUrl, String model, String apiKey) throws InterruptedException {
        return turn.aside(() -> check.ask(workload, baseUrl, model, apiKey));
    }

    @Override
    public Optional<Knock> knock(SshEndpoint door) throws InterruptedException {
        return turn.aside(() -> check.knock(door));
    }
}
