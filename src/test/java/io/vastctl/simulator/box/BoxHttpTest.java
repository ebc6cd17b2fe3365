package io.vastctl.simulator.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.market.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoxHttpTest {

    private static final String MODEL = Boxed.TINY;
    private static final String CHAT = "/v1/chat/completions";

    private final AtomicLong carried = new AtomicLong();
    private final Markets markets = Markets.calm();
    private final Contract contract = rent("short \"other name\"");
    private final Boxed box =
            new Boxed(contract, markets, contract.server().listeningAt().plusSeconds(1));
    private final BoxHttp server =
            new BoxHttp(box.machine.vllm(), box.time, (up, down) -> carried.addAndGet(up), 0, () -> false);
    private final HttpClient http = HttpClient.newHttpClient();

    private Contract rent(String servedNames) {
        ObjectNode order = Markets.order("served", MODEL);
        order.put("onstart", "vllm serve " + MODEL + " --served-model-name " + servedNames + " --port 8000 &");
        markets.create(markets.goodOffer().path("id").asLong(), order);
        return markets.market.living().get(0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(method, path, body, "secret-of-the-test");
    }

    private HttpResponse<String> send(String method, String path, String body, String key)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static List<JsonNode> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Markets.read(line.substring(6)))
                .toList();
    }

    @Test
    void whatItAnswersIsCountedAsTraffic() throws Exception {
        String body = send("GET", "/v1/models", "").body();

        assertThat(carried).hasValue(body.length());
    }

    @Test
    void itListsTheModelUnderItsServedNamesInsideAndOutside() throws Exception {
        JsonNode outside = Markets.read(send("GET", "/v1/models", "").body());
        JsonNode inside = Markets.read(
                box.out("curl -fsS -H 'authorization: bearer secret-of-the-test' http://127.0.0.1:8000/v1/models"));

        assertThat(outside.path("data").findValuesAsText("id")).isEqualTo(List.of("short", "other name"));
        assertThat(outside.path("data").findValuesAsText("root")).containsOnly(MODEL);
        assertThat(inside).isEqualTo(outside);
    }

    @Test
    void itAnswersUnderTheFirstOfItsNames() throws Exception {
        String request = "{\"model\":\"other name\",\"prompt\":\"hi\",\"max_tokens\":4}";

        HttpResponse<String> answer = send("POST", "/v1/completions", request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Markets.read(answer.body()).path("model").asText()).isEqualTo("short");
    }

    @Test
    void aRequestForAnotherModelIsNotFound() throws Exception {
        HttpResponse<String> answer = send("POST", CHAT, "{\"model\":\"" + MODEL + "\",\"messages\":[]}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Markets.read(answer.body()))
                .isEqualTo(Markets.read("{\"error\":{\"message\":\"The model `" + MODEL
                        + "` does not exist.\",\"type\":\"NotFoundError\",\"param\":null,\"code\":404}}"));
    }

    @Test
    void theKeyGuardsTheModelsAndNotTheHealth() throws Exception {
        HttpResponse<String> refused = send("GET", "/v1/models", "", "wrong");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Unauthorized\"}");
        assertThat(send("GET", "/health", "", "wrong").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/version", "", "wrong").body()).isEqualTo("{\"version\":\"0.11.2\"}");
        assertThat(send("GET", "/metrics", "", "wrong").statusCode()).isEqualTo(200);
    }

    @Test
    void wrongRequestsAreRefusedAsVllmRefusesThem() throws Exception {
        String tooMany = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":9999}";

        assertThat(send("POST", CHAT, "{not json").statusCode()).isEqualTo(400);
        assertThat(send("POST", CHAT, "{}").body()).contains("'messages'").contains("Field required");
        assertThat(send("POST", CHAT, tooMany).body()).contains("maximum context length is 4096 tokens");
        assertThat(send("GET", CHAT, "").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/v1/nothing", "").body()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @Test
    void aStreamGivesATokenAnEventAndTheCountAtItsEnd() throws Exception {
        Instant before = box.time.instant();
        HttpResponse<String> answer = send(
                "POST",
                CHAT,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":8,\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true}}");

        List<JsonNode> events = events(answer.body());
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(events).hasSize(1 + 8 + 1);
        assertThat(events.get(0).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(events.get(1).at("/choices/0/delta/content").asText()).isEqualTo("the");
        assertThat(events.get(8).at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(events.get(9).at("/usage/completion_tokens").asInt()).isEqualTo(8);
        assertThat(Duration.between(before, box.time.instant())).isGreaterThan(Duration.ofMillis(80));
    }

    @Test
    void aStreamOfPlainTextWithoutUsageEndsWithItsLastToken() throws Exception {
        List<JsonNode> events = events(send("POST", "/v1/completions", "{\"prompt\":\"hi\",\"stream\":true}")
                .body());

        assertThat(events)
                .hasSize(16)
                .allSatisfy(event -> assertThat(event.has("usage")).isFalse());
        assertThat(events.get(15).at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void theMetricsCountWhatWasServedInsideAndOutside() throws Exception {
        String request = "{\"prompt\":\"hello there\",\"max_tokens\":5}";
        JsonNode usage =
                Markets.read(send("POST", "/v1/completions", request).body()).path("usage");
        box.run("curl -s -H 'Authorization: Bearer secret-of-the-test' http://127.0.0.1:8000/v1/completions -d '"
                + request + "'");

        int prompt = 2 * usage.path("prompt_tokens").asInt();
        assertThat(send("GET", "/metrics", "").body())
                .contains("vllm:generation_tokens_total{engine=\"0\",model_name=\"short\"} 10.0\n")
                .contains("vllm:prompt_tokens_total{engine=\"0\",model_name=\"short\"} " + prompt + ".0\n")
                .contains(
                        "vllm:request_success_total{engine=\"0\",finished_reason=\"length\",model_name=\"short\"} 2.0")
                .contains("vllm:num_requests_running{engine=\"0\",model_name=\"short\"} 0.0\n")
                .contains("vllm:kv_cache_usage_perc{engine=\"0\",model_name=\"short\"} 0.0\n");
    }

    @Test
    void tokensAreCountedBeforehand() throws Exception {
        JsonNode counted = Markets.read(
                send("POST", "/tokenize", "{\"prompt\":\"four letters\"}").body());

        assertThat(counted.path("tokens")).hasSize(counted.path("count").asInt());
        assertThat(counted.path("max_model_len").asInt()).isEqualTo(4096);
    }
}
