package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged JAR as a guard: a process that gets signals, orders and rivals, and is killed. */
class GuardIT {

    private static final String PLAN = """
            every: 30s
            endpoints:
              - name: chat
                workload: tinyllama
                strictness: balanced
                count: %d
                max-dollars-per-hour: 0.60
            budget:
              per-hour: 2
              per-day: 40
              per-month: 900
              balance-floor: 0
            replacement:
              drain-for: 10s
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JarProcess> started = new ArrayList<>();
    private URI market = URI.create("http://127.0.0.1");
    private Path plan = Path.of("unset");

    @BeforeEach
    void serve() throws Exception {
        JarProcess serving = JarProcess.start(
                Files.createDirectories(home.resolve("server")),
                "simulate",
                "serve",
                "--port",
                "0",
                "-o",
                "json",
                "--scenario",
                "calm");
        started.add(serving);
        market = URI.create(serving.prints("}").json().path("url").asText());
        plan = home.resolve("guard.yaml");
        plan(1);
    }

    @AfterEach
    void end() {
        started.forEach(JarProcess::end);
    }

    private void plan(int count) throws IOException {
        Files.writeString(plan, PLAN.formatted(count));
    }

    private JarProcess guard(String command, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("guard", command, plan.toString()));
        words.addAll(List.of(more));
        JarProcess process = JarProcess.start(
                Files.createDirectories(home.resolve("operator")),
                Map.of("VAST_URL", market.toString()),
                words.toArray(String[]::new));
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

    private JsonNode status() throws Exception {
        return guard("status", "-o", "json").exits(0).json();
    }

    private static void awaitA(String what, Condition condition) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void giveAllBack() throws Exception {
        guard("stop", "--destroy").exits(0);
        JsonNode truth = truth();
        assertThat(truth.path("alive")).as(truth.toString()).isEmpty();
        assertThat(truth.path("doubleRentals").asInt(-1)).isZero();
    }

    @Test
    void itKeepsItsCountReadsItsPlanAgainRefusesARivalAndEndsGracefully() throws Exception {
        JarProcess run = guard("run").says(": READY");
        JsonNode status = status();
        assertThat(status.path("running").asBoolean()).isTrue();
        assertThat(status.path("endpoints").get(0).path("planned").asInt()).isEqualTo(1);
        assertThat(truth().path("alive")).hasSize(1);

        JarProcess rival = guard("run").exits(75);
        assertThat(rival.err()).contains("another guard keeps this plan: process ");
        guard("once").exits(75);

        Files.writeString(plan, "endpoints: [");
        run.signal("HUP").says("the plan has mistakes, so the old one stays in force");
        plan(2);
        run.signal("HUP").says("the plan was read again");
        awaitA("second rental", () -> truth().path("alive").size() == 2);

        long before = System.nanoTime();
        run.signal("TERM").exits(143);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(60));
        assertThat(status().path("running").asBoolean(true)).isFalse();

        plan(1);
        giveAllBack();
    }

    @Test
    void oneThatStandsByHeedsItsSignalsAndTakesOverFromOneThatIsKilled() throws Exception {
        JarProcess acting = guard("run").says(": READY");
        JarProcess brief = guard("run", "--standby").says("stands by: process ");
        brief.signal("TERM").exits(143);
        JarProcess behind = guard("run", "--standby").says("stands by: process ");
        Files.writeString(plan, "endpoints: [");
        behind.signal("HUP").says("the plan has mistakes, so the old one stays in force");
        plan(1);
        behind.signal("HUP").says("the plan was read again");

        acting.signalIfAlive("KILL");
        behind.says("takes the plan over");
        awaitA("keeper", () -> status().path("running").asBoolean());
        assertThat(truth().path("created").asInt()).isEqualTo(1);
        guard("stop", "--destroy").exits(0);
        behind.exits(0);
        giveAllBack();
    }

    @Test
    void killedInTheMiddleOfARentItIsContinuedAndNothingIsRentedTwice() throws Exception {
        JarProcess first = guard("run");
        awaitA("rent", () -> truth().path("created").asInt() == 1);
        first.signalIfAlive("KILL");

        guard("once").exits(0);
        assertThat(truth().path("alive")).hasSize(1);
        JarProcess second = guard("run");
        awaitA(
                "look",
                () -> second.err().contains("guard:")
                        || status().path("running").asBoolean());
        second.signalIfAlive("KILL");
        int rented = truth().path("created").asInt();

        guard("once").exits(0);
        assertThat(truth().path("created").asInt()).isEqualTo(rented);
        assertThat(truth().path("alive")).hasSize(1);
        giveAllBack();
    }
}
