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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged JAR surveys a served market, is killed in the middle, and goes on. */
class SurveyIT {

    private static final int MACHINES = 8;
    private static final String AT_ONCE = "4";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private final List<JarProcess> started = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private URI market = URI.create("http://127.0.0.1");

    @AfterEach
    void end() {
        started.forEach(JarProcess::end);
    }

    private JarProcess start(String place, String... args) throws Exception {
        JarProcess process = JarProcess.start(
                Files.createDirectories(home.resolve(place)),
                Map.of("VAST_URL", market.toString(), "VAST_API_KEY", "key"),
                args);
        started.add(process);
        return process;
    }

    private JarProcess survey(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "survey",
                "--strictness",
                "balanced",
                "--parallel",
                AT_ONCE,
                "--max-rentals",
                AT_ONCE,
                "--max-spend",
                "20",
                "-o",
                "json"));
        words.addAll(List.of(more));
        return start("operator", words.toArray(String[]::new));
    }

    private JsonNode truth() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(market + "/simulator/truth")).build();
        return new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void serve(String speed) throws Exception {
        Path scenario = Files.writeString(home.resolve("fast.yaml"), "extends: calm\nspeeds:\n  all: 5000 Mbit/s\n");
        market = URI.create(start(
                        "server",
                        "simulate",
                        "serve",
                        "--port",
                        "0",
                        "-o",
                        "json",
                        "--scenario",
                        scenario.toString(),
                        "--speed",
                        speed)
                .prints("}")
                .json()
                .path("url")
                .asText());
    }

    private void awaitThat(JarProcess process, Callable<Boolean> condition) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(process.isAlive() && System.nanoTime() < giveUp)
                    .as("%s%n%s", truth(), process.err())
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Test
    void whoResumesItWhileItIsUnderWayIsSkippedAndToldByWhom() throws Exception {
        serve("20");
        JarProcess first = survey("--count", "" + MACHINES);
        awaitThat(first, () -> !truth().path("alive").isEmpty());

        JarProcess second = survey("--resume").exits(75);

        assertThat(second.err()).contains("is under way: vastctl survey, process ", ", since ");
        JsonNode done = first.exits(0).json();
        assertThat(done.path("runs")).hasSize(1);
        assertThat(done.path("left").asInt(-1)).isZero();
        JsonNode truth = truth();
        assertThat(truth.path("alive")).as(truth.toString()).isEmpty();
        assertThat(truth.path("doubleRentals").asInt(-1)).isZero();
        assertThat(truth.path("created").asInt()).isEqualTo(MACHINES);
    }

    @Test
    void killedInTheMiddleItGoesOnWithWhatIsLeftJudgesEachMachineOnceAndLeavesNothing() throws Exception {
        serve("50");
        JarProcess killed = survey("--count", "" + MACHINES);
        awaitThat(
                killed,
                () -> killed.err().contains("2 of " + MACHINES)
                        && !truth().path("alive").isEmpty());
        killed.signalIfAlive("KILL");
        assertThat(killed.exitCode()).isEqualTo(128 + 9);
        JsonNode before =
                start("operator", "survey", "show", "-o", "json").exits(0).json();
        JsonNode atTheKill = truth();
        int left = before.path("left").asInt();
        assertThat(left).as(before.toString()).isBetween(1, MACHINES - 1);
        assertThat(atTheKill.path("alive")).as("nobody gave back what it held").isNotEmpty();

        JsonNode after = survey("--resume").exits(0).json();

        assertThat(after.path("surveyId")).isEqualTo(before.path("surveyId"));
        assertThat(after.path("runs")).hasSize(2);
        assertThat(after.path("left").asInt(-1)).isZero();
        assertThat(after.path("gone").asInt(-1)).isZero();
        assertThat(after.path("works").asInt()).isEqualTo(MACHINES);
        assertThat(after.path("machines")).hasSize(MACHINES);
        Set<Long> machines = new HashSet<>();
        for (int i = 0; i < MACHINES; i++) {
            JsonNode known = before.path("machines").get(i);
            JsonNode now = after.path("machines").get(i);
            machines.add(now.path("machineId").asLong());
            assertThat(now.path("machineId")).isEqualTo(known.path("machineId"));
            if (!known.path("finding").asText().equals("left"))
                assertThat(now).as("judged before the kill").isEqualTo(known);
        }
        assertThat(machines).hasSize(MACHINES);
        JsonNode truth = truth();
        assertThat(truth.path("alive")).as(truth.toString()).isEmpty();
        assertThat(truth.path("doubleRentals").asInt(-1)).isZero();
        assertThat(truth.path("created").asInt())
                .as("one rental for each that was left: %s", truth)
                .isEqualTo(atTheKill.path("created").asInt() + left);
    }
}
