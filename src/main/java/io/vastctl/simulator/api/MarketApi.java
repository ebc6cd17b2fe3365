package io.vastctl.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.FaultBook;
import io.vastctl.simulator.market.ListingSearch;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The API over a {@link Market}, without sockets: a call goes in, an answer comes out. Safe for several
 * threads. The caller lets {@link #latency()} pass before it hands over a call.
 */
public final class MarketApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Market market;
    private final InstanceApi instances;
    private final Limits limits = new Limits();
    private final Map<Endpoint, Integer> requests = new EnumMap<>(Endpoint.class);
    private long calls;

    /** The API over that market. */
    public MarketApi(Market market) {
        this.market = market;
        this.instances = new InstanceApi(market);
    }

    /** How long the next answer takes. */
    synchronized Duration latency() {
        return MarketTime.seconds(market.chance().between(0.15, 0.4, "latency", calls++));
    }

    /** What really is. */
    public synchronized Truth truth() {
        Map<String, Integer> counts = new TreeMap<>();
        requests.forEach((endpoint, count) -> counts.put(endpoint.word(), count));
        return market.truth(counts);
    }

    /**
     * Answers one call.
     *
     * @param arrival when the call came in, before its latency passed
     */
    public synchronized Answer handle(Call call, Instant arrival) {
        Endpoint endpoint = Endpoint.of(call.method(), call.path());
        if (endpoint == Endpoint.TRUTH) return Answer.ok(truth().json());
        requests.merge(endpoint, 1, Integer::sum);
        if (endpoint.guarded()) {
            Optional<Answer> turnedAway = edge(arrival).or(() -> refusal(endpoint, call, arrival));
            if (turnedAway.isPresent()) return turnedAway.get();
        }
        return answer(endpoint, call);
    }

    /** What stands before the servers, when it has a bad moment. */
    private Optional<Answer> edge(Instant now) {
        FaultBook faults = market.faults();
        if (faults.bursts(Fault.EDGE_HTML, now)) return Optional.of(Answer.html(403, "Forbidden"));
        if (faults.bursts(Fault.GATEWAY, now)) {
            boolean even = market.chance().hits(0.5, "gateway", requests.values());
            return Optional.of(
                    even ? Answer.html(502, "Bad Gateway") : Answer.html(503, "Service Temporarily Unavailable"));
        }
        if (faults.bursts(Fault.THROTTLE, now)) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            return Optional.of(
                    Answer.json(429, body.put("error", "HTTPTooManyRequests").put("retry_after", 2)));
        }
        return Optional.empty();
    }

    private Optional<Answer> refusal(Endpoint endpoint, Call call, Instant arrival) {
        if (call.key().filter(key -> !key.isBlank() && !key.equals("wrong")).isEmpty()) {
            // A bad key reads as "not found" where the search is concerned, as on the real server.
            int status = endpoint == Endpoint.SEARCH ? 404 : 401;
            return Optional.of(ApiError.answer(status, "auth_error", "Invalid user key"));
        }
        OptionalDouble threshold = limits.refuses(endpoint, arrival);
        return threshold.isPresent() ? Optional.of(ApiError.tooFrequent(threshold.getAsDouble())) : Optional.empty();
    }

    private Answer answer(Endpoint endpoint, Call call) {
        return switch (endpoint) {
            case SEARCH -> search(call);
            case CREATE ->
                body(call).map(body -> instances.create(call.id(), body)).orElseGet(MarketApi::badJson);
            case SHOW -> instances.show(call.id());
            case LIST -> instances.list(call.query());
            case LIST_OLD ->
                ApiError.answer(
                        410,
                        "deprecated_endpoint",
                        "/api/v0/instances/ is deprecated. Use /api/v1/instances/ instead.");
            case DESTROY -> instances.destroy(call.id());
            case LOGS -> instances.requestLogs(call.id(), call.base());
            case LOG_TEXT -> instances.logText(call);
            case ATTACH_SSH ->
                body(call).map(body -> instances.attach(call.id(), body)).orElseGet(MarketApi::badJson);
            case USER -> user();
            case TRUTH, OTHER -> ApiError.answer(404, "not_found", "no such endpoint: " + call);
        };
    }

    private Answer search(Call call) {
        Optional<JsonNode> query = call.method().equals("GET")
                ? parse(call.query().getOrDefault("q", "{}"))
                : body(call).map(body -> body.path("q").isObject() ? body.path("q") : body);
        if (query.isEmpty()) return badJson();
        try {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode rows = answer.putArray("offers");
            market.search(query.get()).forEach(row -> rows.add(row.json()));
            return Answer.ok(answer);
        } catch (ListingSearch.BadQuery e) {
            return ApiError.answer(400, "invalid_request", String.valueOf(e.getMessage()));
        }
    }

    private Answer user() {
        double spent = market.dollarsSpent();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", 411_000 + Math.floorMod(market.chance().seed(), 1000L)).put("email", "somebody@example.com");
        body.put("balance", 0.0).put("credit", Market.STARTING_CREDIT - spent).put("total_spend", -spent);
        body.put("can_pay", true)
                .put("has_billing", true)
                .put("email_verified", true)
                .put("balance_threshold", 0.0);
        body.putNull("ssh_key");
        return Answer.ok(body);
    }

    private static Optional<JsonNode> body(Call call) {
        return parse(call.body().isBlank() ? "{}" : call.body());
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json.isObject() ? Optional.of(json) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Answer badJson() {
        return ApiError.answer(400, "invalid_request", "Invalid json body");
    }
}
