package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged JAR serves a market, and other processes of it rent there: what people rehearse. */
class ServeIT {

    @TempDir
    Path home;

    private Optional<JarProcess> started = Optional.empty();
    private URI market = URI.create("http://127.0.0.1");
    private final HttpClient http = HttpClient.newHttpClient();

    private JarProcess serve(String... more) throws Exception {
        String[] args = {"simulate", "serve", "--port", "0", "-o", "json", "--speed"};
        String[] all = new String[args.length + more.length];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        JarProcess serving = JarProcess.start(folder("server"), all);
        started = Optional.of(serving);
        market = URI.create(serving.prints("}").json().path("url").asText());
        return serving;
    }

    private Path folder(String name) throws Exception {
        return Files.createDirectories(home.resolve(name));
    }

    @AfterEach
    void end() {
        started.ifPresent(JarProcess::end);
    }

    private JsonNode get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(market + path)).build();
        return new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonNode eventually(String path, Predicate<JsonNode> wanted) throws Exception {
        long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        JsonNode seen = get(path);
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as(seen.toString()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            seen = get(path);
        }
        return seen;
    }

    @Test
    void anotherProcessRunsTheMainJobThereAndSigtermEndsTheMarketSoon() throws Exception {
        JarProcess serving = serve("5000", "--scenario", "ordinary");

        JarProcess run = JarProcess.start(
                        folder("client"),
                        Map.of("VAST_URL", market.toString()),
                        "test",
                        "--strictness",
                        "balanced",
                        "-o",
                        "json")
                .exits(0);

        assertThat(run.json().path("simulated").asBoolean()).isTrue();
        assertThat(run.json().path("simulation").path("alive").asInt(-1)).isZero();
        JsonNode truth = get("/simulator/truth");
        assertThat(truth.path("alive")).isEmpty();
        assertThat(truth.path("created").asInt()).isPositive();
        assertThat(get("/simulator/clock").path("leaders").asInt(-1)).isZero();
        long before = System.nanoTime();
        serving.signal("TERM").exits(143);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(serving.err()).contains("0 alive").doesNotContain("STILL ALIVE");
    }

    @Test
    void afterKill9TheClockFlowsOnAndTheOrphanIsAliveAndBills() throws Exception {
        JarProcess serving = serve("20", "--scenario", "calm");
        JarProcess run =
                JarProcess.start(folder("client"), "test", "--strictness", "balanced", "--api-url", market.toString());
        run.says("IMAGE_PULL:");
        assertThat(get("/simulator/clock").path("flowing").asBoolean(true)).isFalse();

        run.signal("KILL").exits(137);

        eventually("/simulator/clock", clock -> clock.path("flowing").asBoolean());
        JsonNode truth = get("/simulator/truth");
        assertThat(truth.path("alive")).hasSize(1);
        assertThat(truth.path("alive").path(0).path("label").asText()).startsWith("vastctl-");
        double spent = truth.path("dollarsSpent").asDouble();
        eventually("/simulator/truth", later -> later.path("dollarsSpent").asDouble() > spent);
        serving.signal("INT").exits(130);
        assertThat(serving.err()).contains("1 alive", "STILL ALIVE at the end: instance ");
    }

    @Test
    void ctrlCDuringALedWaitCleansUpSoon() throws Exception {
        serve("50", "--scenario", "calm");
        JarProcess run = JarProcess.start(
                folder("client"), "test", "--strictness", "balanced", "-o", "json", "--api-url", market.toString());

        run.says("IMAGE_PULL:").signal("INT").exits(130);

        assertThat(run.json().path("outcome").asText()).isEqualTo("interrupted");
        assertThat(get("/simulator/truth").path("alive")).isEmpty();
        assertThat(get("/simulator/truth").path("created").asInt()).isEqualTo(1);
    }
}
