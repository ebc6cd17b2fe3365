package io.vastctl.simulator.api;

import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The API over a {@link Market}, without sockets: a call goes in, an answer comes out. Safe for several
 * threads. The caller lets {@link #latency()} pass before it hands over a call.
 */
public final class MarketApi {

    private final Market market;
    private final Edge edge;
    private final Admission admission;
    private final AuditLog audit;
    private final Map<Endpoint, Function<Call, Answer>> handlers;
    private final Map<Endpoint, Integer> requests = new EnumMap<>(Endpoint.class);
    private long calls;

    /** The API over that market. */
    public MarketApi(Market market) {
        this.market = market;
        this.edge = new Edge(market);
        this.admission = new Admission(market);
        this.audit = new AuditLog(market);
        this.handlers = handlers();
    }

    private Map<Endpoint, Function<Call, Answer>> handlers() {
        Map<Endpoint, Function<Call, Answer>> table = new EnumMap<>(Endpoint.class);
        new OfferApi(market).serve(table);
        new CreateApi(market).serve(table);
        new InstanceApi(market).serve(table);
        new PowerApi(market).serve(table);
        new DestroyApi(market).serve(table);
        new PriceApi(market).serve(table);
        new LogApi(market).serve(table);
        new SshKeyApi(market).serve(table);
        new AccountApi(market, audit).serve(table);
        new SecretApi().serve(table);
        new BillingApi(market).serve(table);
        new HostApi(market).serve(table);
        table.put(Endpoint.TRUTH, call -> Answer.ok(truth().json()));
        table.put(Endpoint.OTHER, call -> ApiError.answer(404, "not_found", "no such endpoint: " + call));
        return table;
    }

    /** How long the next answer takes. */
    synchronized Duration latency() {
        return market.answerTime(calls++);
    }

    /** What really is. */
    public synchronized Truth truth() {
        Map<String, Integer> counts = new TreeMap<>();
        requests.forEach((endpoint, count) -> counts.put(endpoint.word(), count));
        return market.truth(counts);
    }

    /** Answers one call when its latency has passed; what nobody guards takes no time. */
    public Answer answer(Call call, MarketTime time) {
        Instant arrival = time.instant();
        if (Endpoint.of(call.method(), call.path()).guarded()) time.advance(latency());
        return handle(call, arrival);
    }

    /**
     * Answers one call.
     *
     * @param arrival when the call came in, before its latency passed
     */
    public synchronized Answer handle(Call call, Instant arrival) {
        Endpoint endpoint = Endpoint.of(call.method(), call.path());
        if (endpoint.guarded()) {
            requests.merge(endpoint, 1, Integer::sum);
            Optional<Answer> turnedAway =
                    edge.answer(arrival, requests.values()).or(() -> admission.refusal(endpoint, call, arrival));
            if (turnedAway.isPresent()) return turnedAway.get();
            audit.note(call);
        }
        return handler(endpoint).apply(call);
    }

    private Function<Call, Answer> handler(Endpoint endpoint) {
        Function<Call, Answer> handler = handlers.get(endpoint);
        if (handler == null) throw new IllegalStateException("nothing answers " + endpoint);
        return handler;
    }
}
