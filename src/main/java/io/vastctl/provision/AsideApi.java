package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.vast.Account;
import io.vastctl.vast.Charge;
import io.vastctl.vast.Created;
import io.vastctl.vast.RentalOrder;
import io.vastctl.vast.StartAnswer;
import io.vastctl.vast.VastApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same calls, each made aside of a relay: while one is waited for, its other runners go on. */
final class AsideApi implements VastApi {

    private final VastApi api;
    private final Relay.Turn turn;

    /** @param api safe for several threads */
    AsideApi(VastApi api, Relay.Turn turn) {
        this.api = api;
        this.turn = turn;
    }

    @Override
    public List<Offer> searchOffers(OfferQuery query) throws InterruptedException {
        return turn.aside(() -> api.searchOffers(query));
    }

    @Override
    public Created create(RentalOrder order) throws InterruptedException {
        return turn.aside(() -> api.create(order));
    }

    @Override
    public Optional<Instance> show(long instanceId) throws InterruptedException {
        return turn.aside(() -> api.show(instanceId));
    }

    @Override
    public List<Instance> list() throws InterruptedException {
        return turn.aside(api::list);
    }

    @Override
    public void destroy(long instanceId) throws InterruptedException {
        turn.aside(() -> {
            api.destroy(instanceId);
            return instanceId;
        });
    }

    @Override
    public StartAnswer start(long instanceId) throws InterruptedException {
        return turn.aside(() -> api.start(instanceId));
    }

    @Override
    public void attachSshKey(long instanceId, String publicKey) throws InterruptedException {
        turn.aside(() -> {
            api.attachSshKey(instanceId, publicKey);
            return instanceId;
        });
    }

    @Override
    public Optional<String> logs(long instanceId, int tail) throws InterruptedException {
        return turn.aside(() -> api.logs(instanceId, tail));
    }

    @Override
    public Account currentUser() throws InterruptedException {
        return turn.aside(api::currentUser);
    }

    @Override
    public List<Charge> charges(Instant from, Instant to) throws InterruptedException {
        return turn.aside(() -> api.charges(from, to));
    }

    @Override
    public Optional<Duration> clockSkew() {
        return api.clockSkew();
    }

    @Override
    public Map<String, Integer> calls() {
        return api.calls();
    }
}
