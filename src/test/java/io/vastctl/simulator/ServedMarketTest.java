package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.time.FakeTime;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The market as a stranger meets it: over HTTP, with a clock that flows. Real time is a fake one here. */
class ServedMarketTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    private final FakeTime real = new FakeTime();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final SimulatedMarket market = SimulatedMarket.serve(
            new SimulatedMarket.Options("calm", 1, 20_000, Optional.empty(), 0, Markets.START),
            new SimulatedMarket.Service(
                    1,
                    real,
                    real,
                    (at, method, path, status) -> log.add(method + " " + path + " " + status + " "
                            + Duration.between(Markets.START, at).toMillis())));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        market.close();
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        return Markets.read(answer(method, path, body).body());
    }

    private HttpResponse<String> answer(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(market.apiUrl() + path))
                .header("Authorization", "Bearer secret-of-the-account")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode clock() throws Exception {
        return send("GET", "/simulator/clock", "");
    }

    @Test
    void theClockFlowsFromTheFirstCallThatARealClientMakes() throws Exception {
        send("GET", "/simulator/truth", "");
        real.pass(Duration.ofMinutes(5));
        JsonNode before = clock();

        send("GET", "/api/v0/users/current/", "");
        real.pass(Duration.ofMinutes(5));

        assertThat(before.path("clock").asText()).isEqualTo(Markets.START.toString());
        assertThat(before.path("flowing").asBoolean(true)).isFalse();
        assertThat(market.truth().clock()).isBetween(Markets.START.plusSeconds(300), Markets.START.plusSeconds(301));
        assertThat(clock().path("flowing").asBoolean()).isTrue();
    }

    @Test
    void theClockSaysWhatMarketItIs() throws Exception {
        JsonNode clock = clock();

        assertThat(clock.path("seed").asLong()).isEqualTo(1);
        assertThat(clock.path("scenario").asText()).isEqualTo("calm");
        assertThat(clock.path("speed").asDouble()).isEqualTo(1.0);
        assertThat(clock.path("ledSpeed").asDouble()).isEqualTo(20_000.0);
        assertThat(clock.path("leaders").asInt(-1)).isZero();
    }

    @Test
    void aLeaderMovesTheClockAndLetsGo() throws Exception {
        send("GET", "/api/v0/users/current/", "");
        send("POST", "/simulator/clock/lead", "{\"leader\":\"me\"}");
        String stood = clock().path("clock").asText();
        real.pass(Duration.ofSeconds(10));

        assertThat(clock().path("clock").asText()).isEqualTo(stood);
        JsonNode slept = send("POST", "/simulator/clock/sleep", "{\"millis\":2500.5}");
        assertThat(slept.path("clock").asText())
                .isEqualTo(Instant.parse(stood).plusNanos(2_500_500_000L).toString());
        JsonNode released = send("POST", "/simulator/clock/release", "{\"leader\":\"me\"}");
        assertThat(released.path("flowing").asBoolean()).isTrue();
    }

    @Test
    void sleepingUntilAMomentCanBeRepeated() throws Exception {
        String body = "{\"until\":\"2026-11-01T12:30:00Z\"}";

        send("POST", "/simulator/clock/sleep", body);
        JsonNode again = send("POST", "/simulator/clock/sleep", body);

        assertThat(again.path("clock").asText()).isEqualTo("2026-11-01T12:30:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | /simulator/clock/sleep   | {"millis":-1}             | 400
                    POST | /simulator/clock/sleep   | {"millis":"5"}            | 400
                    POST | /simulator/clock/sleep   | {"millis":9e99}           | 400
                    POST | /simulator/clock/sleep   | {"until":"tomorrow"}      | 400
                    POST | /simulator/clock/sleep   | {"until":"2999-01-01T00:00:00Z"} | 400
                    POST | /simulator/clock/sleep   | not JSON                  | 400
                    POST | /simulator/clock/sleep   | []                        | 400
                    POST | /simulator/clock/lead    | {}                        | 400
                    POST | /simulator/clock/release | {"leader":" "}            | 400
                    GET  | /simulator/clock/sleep   | {"millis":5}              | 404
                    POST | /simulator/clock         | {}                        | 404
                    """)
    void nonsenseIsRefusedAndMovesNothing(String method, String path, String body, int status) throws Exception {
        assertThat(answer(method, path, body).statusCode()).isEqualTo(status);
        assertThat(clock().path("clock").asText()).isEqualTo(Markets.START.toString());
    }

    @Test
    void theSocketsOfABoxOpenAtTheirTimeThoughNobodyCalls() throws Exception {
        JsonNode offers = send(
                "POST",
                "/api/v0/bundles/",
                "{\"gpu_ram\":{\"gte\":24000},\"num_gpus\":{\"eq\":1},\"direct_port_count\":{\"gte\":8},"
                        + "\"disk_space\":{\"gte\":60},\"cuda_max_good\":{\"gte\":12.9},\"compute_cap\":{\"gte\":800}}");
        ObjectNode order = Markets.order("mine", TINY);
        long id = send(
                        "PUT",
                        "/api/v0/asks/"
                                + offers.path("offers").path(0).path("id").asLong() + "/",
                        order.toString())
                .path("new_contract")
                .asLong();
        int port = 0;
        for (int look = 0; port == 0 && look < 100; look++) port = serverPort(id);
        URI health = URI.create("http://127.0.0.1:" + port + "/health");
        assertThatThrownBy(
                        () -> http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(ConnectException.class);

        real.pass(Duration.ofMinutes(40));

        assertThat(eventually(health)).isEqualTo(200);
    }

    private int serverPort(long id) throws Exception {
        real.pass(Duration.ofSeconds(20));
        JsonNode box = send("GET", "/api/v0/instances/" + id + "/", "").path("instances");
        return box.path("ports").path("8000/tcp").path(0).path("HostPort").asInt();
    }

    /** The pulse beats in real time: a few hundredths of a second. */
    private int eventually(URI address) throws Exception {
        for (int look = 0; ; look++) {
            try {
                return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } catch (ConnectException e) {
                if (look == 500) throw e;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    @Test
    void theLogTellsEachCallWithoutKeyOrQuery() throws Exception {
        send("GET", "/api/v0/users/current/?api_key=secret-of-the-account", "");
        send("GET", "/simulator/truth", "");
        answer("GET", "/api/v0/nothing-here/", "");

        assertThat(log).hasSize(2);
        assertThat(log.get(0)).matches("GET /api/v0/users/current/ 200 \\d{3}");
        assertThat(log.get(1)).startsWith("GET /api/v0/nothing-here/ 404 ");
    }

    @Test
    void aMarketOfOneProcessHasNoClockToBeLed() throws Exception {
        try (SimulatedMarket own = SimulatedMarket.open(
                new SimulatedMarket.Options("calm", 1, 20_000, Optional.empty(), 0, Markets.START))) {
            URI clock = URI.create(own.apiUrl() + "/simulator/clock");

            assertThat(http.send(HttpRequest.newBuilder(clock).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isNotEqualTo(200);
        }
    }
}
