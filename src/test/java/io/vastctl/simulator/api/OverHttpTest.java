package io.vastctl.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A few calls as they travel: addresses, headers and bodies of real HTTP. */
class OverHttpTest {

    private final Markets markets = Markets.calm();
    private final MarketServer server = new MarketServer(markets.api, markets.time, Optional.empty(), CallLog.NONE, 0);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theKeyInTheAddressIsEnoughAndTheSlashMayBeMissing() throws Exception {
        HttpResponse<String> user = send("GET", "/api/v0/users/current?owner=me&api_key=any", "");

        assertThat(user.statusCode()).isEqualTo(200);
        assertThat(user.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Markets.read(user.body()).path("credit").asDouble()).isEqualTo(50);
    }

    @Test
    void jsonInParametersIsDecoded() throws Exception {
        String query = URLEncoder.encode("{\"gpu_name\":{\"eq\":\"RTX 4090\"}}", StandardCharsets.UTF_8);

        HttpResponse<String> answer = send("GET", "/api/v0/bundles/?q=" + query + "&api_key=any", "");

        assertThat(answer.headers().firstValue("x-ratelimit-limit")).hasValue("500");
        assertThat(Markets.read(answer.body()).path("offers"))
                .isNotEmpty()
                .allMatch(row -> row.path("gpu_name").asText().equals("RTX 4090"));
    }

    @Test
    void aRefusalForHasteComesWithoutARetryAfterHeader() throws Exception {
        HttpResponse<String> answer = send("DELETE", "/api/v0/instances/1/?api_key=any", "{}");
        for (int i = 0; i < 3; i++) answer = send("DELETE", "/api/v0/instances/1/?api_key=any", "{}");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(Markets.read(answer.body()).path("error").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void aLogIsFetchedFromTheAddressThatTheAnswerNames() throws Exception {
        long id = markets.rent(Asked.TINY).id();
        markets.pass(900);

        JsonNode asked = Markets.read(send("PUT", "/api/v0/instances/request_logs/" + id + "/?api_key=any", "{}")
                .body());
        markets.pass(4);
        String url = asked.path("result_url").asText();

        assertThat(url).startsWith(server.url().toString());
        assertThat(send("GET", url.substring(server.url().toString().length()), "")
                        .body())
                .contains("Starting sshd");
    }
}
