package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.simulator.Markets;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate serve} in this process; a signal is an interrupt, as {@code Main} makes it. */
class SimulateServeTest {

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicInteger code = new AtomicInteger(-1);
    private final HttpClient http = HttpClient.newHttpClient();
    private Thread serving = new Thread();

    private URI serve(String... args) throws Exception {
        Shell shell = new Shell(home);
        serving = new Thread(() -> code.set(shell.runForReal(out, err, args)));
        serving.start();
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!out.toString().contains("}") && !out.toString().contains("Ctrl-C")) {
            assertThat(serving.isAlive() && System.nanoTime() < giveUp)
                    .as(out + "\n" + err)
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return URI.create(out.toString().replaceFirst("(?s).*?(http://127.0.0.1:\\d+).*", "$1"));
    }

    @AfterEach
    void signal() throws Exception {
        serving.interrupt();
        serving.join(10_000);
        assertThat(serving.isAlive()).isFalse();
    }

    private int ended() throws Exception {
        signal();
        return code.get();
    }

    private JsonNode send(URI market, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(market + path))
                .header("Authorization", "Bearer planted-api-key-5b1e77")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Markets.read(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void itSaysWhatANewcomerNeedsAndEndsWithTheSignalsCode() throws Exception {
        URI market = serve("simulate", "serve", "--port", "0", "--scenario", "calm", "--seed", "7");

        assertThat(out.toString())
                .contains(
                        "export VAST_URL=" + market,
                        "export VAST_API_KEY=",
                        "\"wrong\"",
                        "scenario calm, seed 7, speed 1",
                        market + "/simulator/truth",
                        "Ctrl-C");
        assertThat(ended()).isEqualTo(130);
        assertThat(err.toString())
                .isEqualTo(String.format("Market    simulated: 0 rented, 0 destroyed, 0 alive, billed $0.000%n"));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void scriptsGetOneDocumentAsSoonAsItAnswers() throws Exception {
        URI market = serve("simulate", "serve", "--port", "0", "--speed", "60", "-o", "json");

        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.path("schema").asText()).isEqualTo("vastctl.simulate-serve/1");
        assertThat(PublishedSchemas.complaints("simulate-serve", document)).isEmpty();
        assertThat(document.path("url").asText()).isEqualTo(market.toString());
        assertThat(document.path("port").asInt()).isEqualTo(market.getPort());
        assertThat(document.path("scenario").asText()).isEqualTo("ordinary");
        assertThat(document.path("seed").asLong()).isEqualTo(1);
        assertThat(document.path("speed").asDouble()).isEqualTo(60.0);
        JsonNode clock = send(market, "GET", "/simulator/clock", "");
        assertThat(clock.path("speed").asDouble()).isEqualTo(60.0);
        assertThat(clock.path("ledSpeed").asDouble()).isEqualTo(60.0);
    }

    @Test
    void whatIsStillAliveAtTheEndIsSaidLoudly() throws Exception {
        URI market = serve("simulate", "serve", "--port", "0", "--scenario", "calm", "--speed", "1000");
        JsonNode offers = send(market, "POST", "/api/v0/bundles/", "{\"num_gpus\":{\"eq\":1}}");
        String path = "/api/v0/asks/" + offers.path("offers").path(0).path("id").asLong() + "/";
        long id = send(
                        market,
                        "PUT",
                        path,
                        Markets.order("forgotten", "org/model-1B").toString())
                .path("new_contract")
                .asLong();

        ended();

        assertThat(id).isPositive();
        assertThat(err.toString())
                .contains("1 rented, 0 destroyed, 1 alive")
                .contains("STILL ALIVE", "instance " + id + " forgotten ($0.", "/h)");
    }

    @Test
    void callsAreLoggedOnRequestWithoutTheKey() throws Exception {
        URI market = serve("simulate", "serve", "--port", "0", "-v");
        send(market, "GET", "/api/v0/users/current/?api_key=planted-api-key-5b1e77", "");
        ended();

        assertThat(err.toString())
                .containsPattern("2\\S+Z GET /api/v0/users/current/ 200\\R")
                .doesNotContain("planted");
    }

    @Test
    void callsAreNotLoggedUnasked() throws Exception {
        URI market = serve("simulate", "serve", "--port", "0");
        send(market, "GET", "/api/v0/users/current/", "");
        ended();

        assertThat(err.toString()).doesNotContain("users/current");
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Shell(home)
                    .run("simulate", "serve", "--port", String.valueOf(taken.getLocalPort()))
                    .refuses(2, "port " + taken.getLocalPort(), "already taken; choose another one");
        }
    }
}
