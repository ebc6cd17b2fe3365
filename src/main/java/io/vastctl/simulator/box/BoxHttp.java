package io.vastctl.simulator.box;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.loopback.LoopbackHttp;
import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Registry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The vLLM server of one box. It exists only while that server listens. */
final class BoxHttp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFAULT_TOKENS = 16;

    private final Contract contract;
    private final TokenSpeed speed;
    private final MarketTime time;
    private final LoopbackHttp http;
    private final AtomicLong completions = new AtomicLong();

    /** @param port 0 for a hidden one */
    BoxHttp(Contract contract, Chance chance, MarketTime time, int port) {
        this.contract = contract;
        this.speed = new TokenSpeed(contract, chance);
        this.time = time;
        this.http = LoopbackHttp.open(port, this::handle);
    }

    int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        LoopbackHttp.send(exchange, answer(exchange));
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = LoopbackHttp.bodyOf(exchange);
        if (path.startsWith("/v1/") && !admitted(exchange)) {
            return Answer.json(401, JsonNodeFactory.instance.objectNode().put("error", "Unauthorized"));
        }
        return switch (exchange.getRequestMethod() + " " + path) {
            case "GET /health", "GET /ping", "POST /ping" -> Answer.text(200, "");
            case "GET /version" ->
                Answer.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("version", Registry.versionText(contract.order().image())));
            case "GET /v1/models" -> Answer.ok(models(contract));
            case "POST /v1/completions", "POST /v1/chat/completions" -> completion(path, body);
            default -> Answer.json(404, JsonNodeFactory.instance.objectNode().put("detail", "Not Found"));
        };
    }

    private boolean admitted(HttpExchange exchange) {
        String key = contract.order().serverKey();
        return key.isEmpty()
                || LoopbackHttp.bearer(exchange).filter(key::equals).isPresent();
    }

    static ObjectNode models(Contract contract) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("object", "list");
        ArrayNode models = answer.putArray("data");
        for (String name : contract.order().servedNames()) {
            ObjectNode model = models.addObject();
            model.put("id", name).put("object", "model").put("owned_by", "vllm");
            model.put("root", contract.order().model());
            model.put("created", contract.server().listeningAt().getEpochSecond())
                    .putNull("parent");
            model.put("max_model_len", contract.order().contextLength()).putArray("permission");
        }
        return answer;
    }

    private Answer completion(String path, String body) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return Answer.json(400, problem("Invalid JSON body", "BadRequestError", 400));
        }
        List<String> names = contract.order().servedNames();
        String asked = request.path("model").asText(names.get(0));
        if (!names.contains(asked)) {
            String text = "The model `" + asked + "` does not exist.";
            return Answer.json(404, problem(text, "NotFoundError", 404));
        }
        int most = request.path("max_tokens")
                .asInt(request.path("max_completion_tokens").asInt(DEFAULT_TOKENS));
        int tokens = Math.max(1, Math.min(most, contract.order().contextLength()));
        time.advance(speed.timeFor(tokens));
        return Answer.ok(
                Completions.answer(path.contains("chat"), names.get(0), tokens, completions.incrementAndGet(), time));
    }

    private static ObjectNode problem(String message, String type, int code) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return answer;
    }
}
