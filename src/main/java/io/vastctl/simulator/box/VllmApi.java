package io.vastctl.simulator.box;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Order;
import io.vastctl.simulator.market.Registry;
import io.vastctl.simulator.market.ServerKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server of one start, the same for callers from outside and for curl in the box: vLLM, or another with
 * {@link OtherPaths} of its own. vLLM's key guards paths below {@code /v1} only.
 */
final class VllmApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Set<String>> PATHS = Map.of(
            "/health", Set.of("GET"),
            "/ping", Set.of("GET", "POST"),
            "/load", Set.of("GET"),
            "/version", Set.of("GET"),
            "/metrics", Set.of("GET"),
            "/tokenize", Set.of("POST"),
            "/v1/models", Set.of("GET"),
            "/v1/completions", Set.of("POST"),
            "/v1/chat/completions", Set.of("POST"));

    /** Of a second of sound. */
    private static final Duration TRANSCRIBING = Duration.ofMillis(400);

    private final Contract contract;
    private final Order order;
    private final Clock clock;
    private final TokenSpeed speed;
    private final VllmMetrics metrics;
    /** Empty for vLLM itself. */
    private final Optional<OtherPaths> others;

    private final AtomicLong numbers = new AtomicLong();

    /** @param bearer the token that the request carries */
    record Request(String method, String path, Optional<String> bearer, String body) {}

    VllmApi(Contract contract, Chance chance, Clock clock) {
        this.contract = contract;
        this.order = contract.order();
        this.clock = clock;
        this.speed = new TokenSpeed(
                contract,
                chance,
                () -> contract.card(0, clock.instant()).brake().pace());
        boolean vllm = order.startsVllm() || order.server() == ServerKind.NONE;
        this.others = vllm ? Optional.empty() : Optional.of(OtherPaths.of(order));
        double cacheGb = Math.max(0.5, contract.gpu().memoryGb() * 0.9 - contract.modelGb() - 1.2);
        this.metrics = new VllmMetrics(
                order.servedNames().get(0), Registry.version(order.image()), (long) (cacheGb * 1e9 / 60_000));
    }

    /** Requests that it works on now. */
    long running() {
        return metrics.running();
    }

    VllmReply answer(Request request) {
        String path = request.path();
        if (isGuarded(path) && !admitted(request)) return VllmReply.of(VllmErrors.unauthorized());
        Optional<Answer> own = others.flatMap(paths -> paths.answer(request, contract.server(), clock.instant()));
        if (own.isPresent())
            return VllmReply.slow(own.get(), path.startsWith("/v1/audio") ? TRANSCRIBING : Duration.ZERO);
        Set<String> methods = PATHS.get(path);
        if (methods == null) return VllmReply.of(VllmErrors.noSuchPath());
        if (!methods.contains(request.method())) return VllmReply.of(VllmErrors.wrongMethod());
        return switch (path) {
            case "/health", "/ping" -> VllmReply.of(Answer.text(200, ""));
            case "/load" -> VllmReply.of(Answer.ok(object().put("server_load", metrics.running())));
            case "/version" -> VllmReply.of(Answer.ok(object().put("version", Registry.versionText(order.image()))));
            case "/metrics" -> VllmReply.of(Answer.text(200, metrics.text()));
            case "/v1/models" -> VllmReply.of(Answer.ok(models()));
            default -> withBody(path, request.body());
        };
    }

    private boolean isGuarded(String path) {
        return others.map(paths -> !paths.isPublic(path)).orElseGet(() -> path.startsWith("/v1"));
    }

    private boolean admitted(Request request) {
        String key = order.serverKey();
        return key.isEmpty() || request.bearer().filter(key::equals).isPresent();
    }

    private ObjectNode models() {
        ObjectNode answer = object().put("object", "list");
        ArrayNode models = answer.putArray("data");
        for (String name : order.servedNames()) {
            ObjectNode model = models.addObject();
            model.put("id", name).put("object", "model");
            model.put("created", contract.server().listeningAt().getEpochSecond());
            model.put("owned_by", "vllm").put("root", order.model()).putNull("parent");
            model.put("max_model_len", order.contextLength()).putArray("permission");
        }
        return answer;
    }

    private VllmReply withBody(String path, String body) {
        JsonNode asked;
        try {
            asked = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return VllmReply.of(VllmErrors.badJson());
        }
        if (asked == null || !asked.isObject()) return VllmReply.of(VllmErrors.badJson());
        String model = asked.path("model").asText(order.servedNames().get(0));
        if (!order.servedNames().contains(model)) return VllmReply.of(VllmErrors.noSuchModel(model));
        boolean chat = path.contains("chat");
        String field = chat ? "messages" : "prompt";
        if (path.equals("/tokenize")) return tokenized(asked);
        return asked.has(field) ? completion(chat, asked) : VllmReply.of(VllmErrors.missing(field));
    }

    private VllmReply tokenized(JsonNode asked) {
        JsonNode prompt = asked.has("messages") ? asked.path("messages") : asked.path("prompt");
        if (prompt.isMissingNode()) return VllmReply.of(VllmErrors.missing("prompt"));
        int count = CompletionSize.promptTokens(prompt);
        ObjectNode answer = object().put("count", count).put("max_model_len", order.contextLength());
        ArrayNode tokens = answer.putArray("tokens");
        for (int token = 0; token < count; token++) tokens.add(1_000 + 37 * token);
        answer.putNull("token_strs");
        return VllmReply.of(Answer.ok(answer));
    }

    private VllmReply completion(boolean chat, JsonNode asked) {
        int context = order.contextLength();
        int prompt = CompletionSize.promptTokens(asked.path(chat ? "messages" : "prompt"));
        if (prompt >= context) return VllmReply.of(VllmErrors.promptTooLong(context, prompt));
        CompletionSize size = CompletionSize.of(chat, asked, prompt, context);
        if (size.tokens() < 1) return VllmReply.of(VllmErrors.noTokens(size.tokens()));
        if (size.tokens() > context - prompt) {
            return VllmReply.of(VllmErrors.tooManyTokens(size.tokens(), context, prompt));
        }
        Completions words =
                new Completions(chat, order.servedNames().get(0), size, numbers.incrementAndGet(), clock.instant());
        if (!asked.path("stream").asBoolean()) {
            return VllmReply.completion(Answer.ok(words.whole()), speed.timeFor(size.tokens()), size);
        }
        boolean usage = asked.path("stream_options").path("include_usage").asBoolean();
        return VllmReply.events(words.events(speed, usage), size);
    }

    /** Sends a reply. */
    interface Sending {
        void send() throws IOException;
    }

    /** Counts a reply's tokens while it is sent; one that cannot be sent to its end was aborted. */
    void counted(VllmReply reply, Sending sending) throws IOException {
        if (reply.work().isEmpty()) {
            sending.send();
            return;
        }
        CompletionSize size = reply.work().get();
        metrics.begun(size.prompt(), speed.timeFor(1).toMillis() / 1000.0);
        boolean whole = false;
        try {
            sending.send();
            whole = true;
        } finally {
            metrics.ended(size, whole);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
