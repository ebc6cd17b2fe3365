package io.vastctl.lease;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script as it goes out, in a real shell, against a market that is served over HTTP, with the key of its instance. */
class LeaseInMarketTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static SimulatedMarket serve() {
        return SimulatedMarket.serve(
                new SimulatedMarket.Options(
                        "calm", 1, 1_000_000, Optional.empty(), 0, Instant.ofEpochSecond(Box.START)),
                new SimulatedMarket.Service(1, Clock.systemUTC(), Sleeper.REAL, (at, method, path, status) -> {}));
    }

    private static JsonNode send(SimulatedMarket market, String method, String path, String body) throws Exception {
        // Calls of one account in one moment are refused as too frequent.
        market.time().advance(ofSeconds(5));
        HttpRequest request = HttpRequest.newBuilder(URI.create(market.apiUrl() + path))
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return JSON.readTree(answer);
    }

    private static JsonNode rent(SimulatedMarket market, String label, int which) throws Exception {
        JsonNode offers = send(market, "POST", "/api/v0/bundles/", "{\"num_gpus\":{\"eq\":1}}");
        String path = "/api/v0/asks/" + offers.path("offers").path(which).path("id").asLong() + "/";
        JsonNode created =
                send(market, "PUT", path, Markets.order(label, "org/model-1B").toString());
        assertThat(created.path("success").asBoolean()).isTrue();
        return created;
    }

    @ParameterizedTest
    @CsvSource({"dash,curl", "busybox,curl", "dash,python3", "busybox,python3"})
    void destroysItsOwnInstanceAndNoOther(String shell, String tool) throws Exception {
        try (SimulatedMarket market = serve();
                Box box = new Box(folder, shell, tool)) {
            JsonNode mine = rent(market, "mine", 0);
            JsonNode other = rent(market, "other", 1);
            box.set("CONTAINER_ID", mine.path("new_contract").asText());
            box.set("CONTAINER_API_KEY", mine.path("instance_api_key").asText());
            LeaseTerms terms = new LeaseTerms(ofMinutes(5), Instant.ofEpochSecond(Box.START), market.apiUrl());

            box.start(LeaseScript.of(terms, box.paths), 19);
            market.time().advance(ofMinutes(1));
            assertThat(market.truth().alive()).hasSize(2);
            box.start(LeaseScript.of(terms, box.paths), 7);
            market.time().advance(ofMinutes(1));

            assertThat(box.log()).contains(" destroy " + mine.path("new_contract").asText() + ": 200\n");
            assertThat(market.truth().alive())
                    .singleElement()
                    .satisfies(left ->
                            assertThat(left.id()).isEqualTo(other.path("new_contract").asLong()));
        }
    }

    @ParameterizedTest
    @CsvSource({"dash", "busybox"})
    void theKeyOfOneInstanceIsGoodForNoOther(String shell) throws Exception {
        try (SimulatedMarket market = serve();
                Box box = new Box(folder, shell, "curl")) {
            JsonNode mine = rent(market, "mine", 0);
            JsonNode other = rent(market, "other", 1);
            box.set("CONTAINER_ID", other.path("new_contract").asText());
            box.set("CONTAINER_API_KEY", mine.path("instance_api_key").asText());

            box.start(
                    LeaseScript.of(
                            new LeaseTerms(ofMinutes(2), Instant.ofEpochSecond(Box.START), market.apiUrl()), box.paths),
                    12);
            market.time().advance(ofMinutes(1));

            assertThat(box.log()).contains(" destroy ").doesNotContain(": 200\n");
            assertThat(market.truth().alive()).hasSize(2);
        }
    }
}
