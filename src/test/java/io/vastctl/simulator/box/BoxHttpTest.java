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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoxHttpTest {

    private static final String MODEL = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    private final Markets markets = Markets.calm();
    private final Contract contract = rent("short \"other name\"");
    private final BoxHttp server = new BoxHttp(contract, markets.market.chance(), markets.time, 0);
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
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer secret-of-the-test")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itListsTheModelUnderItsServedNamesInsideAndOutside() throws Exception {
        JsonNode outside = Markets.read(send("GET", "/v1/models", "").body());
        JsonNode inside = Markets.read(
                new BoxShell(contract, contract.server().listeningAt().plusSeconds(1))
                        .run("curl -fsS -K /root/curlrc http://127.0.0.1:8000/v1/models")
                        .stdout());

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
        HttpResponse<String> answer =
                send("POST", "/v1/chat/completions", "{\"model\":\"" + MODEL + "\",\"messages\":[]}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Markets.read(answer.body()))
                .isEqualTo(Markets.read("{\"error\":{\"message\":\"The model `" + MODEL
                        + "` does not exist.\",\"type\":\"NotFoundError\",\"param\":null,\"code\":404}}"));
    }
}
