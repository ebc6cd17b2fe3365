package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.memory.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes of the packaged JAR, each with a home of its own, on one PostgreSQL and one market. */
class ManyRunnersIT {

    private static final int RUNNERS = 6;
    private static final int PLACES = 3;

    @TempDir
    Path home;

    private final List<JarProcess> started = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private URI market = URI.create("http://127.0.0.1");

    @AfterEach
    void end() {
        started.forEach(JarProcess::end);
    }

    private JarProcess start(String name, Map<String, String> environment, String... args) throws Exception {
        JarProcess process = JarProcess.start(Files.createDirectories(home.resolve(name)), environment, args);
        started.add(process);
        return process;
    }

    private JsonNode truth() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(market + "/simulator/truth")).build();
        return new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void ceilingsHoldForAllOfThemTheApiIsNotStormedAndNothingIsLeft() throws Exception {
        String state = EmbeddedServer.withTables();
        JarProcess serving = start(
                "server",
                Map.of(),
                "simulate",
                "serve",
                "--port",
                "0",
                "-o",
                "json",
                "--scenario",
                "calm",
                "--speed",
                "10");
        market = URI.create(serving.prints("}").json().path("url").asText());
        Map<String, String> environment =
                Map.of("VAST_URL", market.toString(), "VAST_API_KEY", "shared-key", "VASTCTL_STATE", state);

        List<JarProcess> runners = new ArrayList<>();
        for (int runner = 0; runner < RUNNERS; runner++)
            runners.add(start(
                    "runner-" + runner,
                    environment,
                    "test",
                    "--strictness",
                    "balanced",
                    "-v",
                    "-o",
                    "json",
                    "--max-rentals",
                    "" + PLACES));
        int most = 0;
        while (runners.stream().anyMatch(JarProcess::isAlive)) {
            most = Math.max(most, truth().path("alive").size());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }

        List<Integer> codes = new ArrayList<>();
        int refusals = 0;
        for (JarProcess runner : runners) {
            codes.add(runner.exitCode());
            refusals += (int) runner.err()
                    .lines()
                    .filter(line -> line.contains(": HTTP 429"))
                    .count();
            if (runner.exitCode() == 8)
                assertThat(runner.json().path("message").asText()).contains("max-rentals");
        }
        JsonNode truth = truth();
        int calls = sum(truth.path("requests"));
        String told = codes + ", " + refusals + " of " + calls + " calls refused, " + most + " alive at most";
        assertThat(most).as(told).isBetween(1, PLACES);
        assertThat(codes).as(told).containsOnly(0, 8).contains(0);
        // The market's clock runs ten times faster than the processes: on a busy machine some calls arrive late.
        assertThat(refusals).as(told).isLessThanOrEqualTo(calls / 5);
        assertThat(truth.path("alive")).as(told).isEmpty();
        assertThat(truth.path("doubleRentals").asInt(-1)).as(told).isZero();
        assertThat(truth.path("created").asInt())
                .as(told)
                .isEqualTo(truth.path("destroyed").asInt());
        System.out.println("many runners: " + told);
    }

    private static int sum(JsonNode counts) {
        int sum = 0;
        for (JsonNode count : counts) sum += count.asInt();
        return sum;
    }
}
