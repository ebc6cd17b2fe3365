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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged JAR rents in a served market where every fault of the API is on, and is killed at random moments. What one
 * {@code vastctl reap --yes} leaves is counted from outside.
 *
 * <p>A few kills in each build; {@code -Pchaos} makes it hundreds. Property {@code vastctl.chaos.seed} repeats the moments,
 * as far as real processes repeat.
 */
class ChaosIT {

    private static final int KILLS = Integer.getInteger("vastctl.chaos.kills", 4);
    private static final long SEED = Long.getLong("vastctl.chaos.seed", 1);
    /** A reap that meets an API without answers says so with 6, and is sent again, as cron would. */
    private static final int MOST_REAPS = 5;

    private static final int MAY_STILL_RUN = 6;

    @TempDir
    Path home;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JarProcess> started = new ArrayList<>();
    private URI market = URI.create("http://127.0.0.1");

    @AfterEach
    void end() {
        started.forEach(JarProcess::end);
    }

    @Test
    void howeverOftenItIsKilledOneReapLeavesNothingAlive() throws Exception {
        serve();
        int unproven = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            killInTheMiddle(kill % 3 == 0 ? "up" : "test");
            if (reap() == MAY_STILL_RUN) unproven++;
            assertThat(truth().path("doubleRentals").asInt(-1)).isZero();
        }
        // An instance may come back after it was gone on every read: a later look has to find it.
        int last = reap();
        for (int again = 1; again < MOST_REAPS && last == MAY_STILL_RUN; again++) last = reap();

        JsonNode truth = truth();
        System.out.printf(
                "chaos: %d kills, seed %d: %d rented, %d alive, %d double, $%.4f billed, %d reaps had to be repeated%n",
                KILLS,
                SEED,
                truth.path("created").asInt(),
                truth.path("alive").size(),
                truth.path("doubleRentals").asInt(),
                truth.path("dollarsSpent").asDouble(),
                unproven);
        assertThat(last).isZero();
        assertThat(truth.path("alive")).as(truth.toString()).isEmpty();
        assertThat(truth.path("doubleRentals").asInt(-1)).isZero();
        theJournalAgrees(truth);
    }

    private void killInTheMiddle(String command) throws Exception {
        JarProcess run = client(command, "--strictness", "balanced", "--max-attempts", "2", "--max-rentals", "50");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(400, 7_000)));
        run.signalIfAlive("KILL");
    }

    private int reap() throws Exception {
        JarProcess reap = client("reap", "--yes");
        int code = reap.exitCode();
        assertThat(code).as("stdout:%n%s%nstderr:%n%s", reap.out(), reap.err()).isIn(0, 1, MAY_STILL_RUN);
        return code == 1 ? MAY_STILL_RUN : code;
    }

    private JarProcess client(String... args) throws Exception {
        JarProcess process = JarProcess.start(
                Files.createDirectories(home.resolve("client")), Map.of("VAST_URL", market.toString()), args);
        started.add(process);
        return process;
    }

    private void serve() throws Exception {
        Path scenario = home.resolve("chaos.yaml");
        try (var resource = ChaosIT.class.getResourceAsStream("/io/vastctl/chaos.yaml")) {
            Files.copy(resource, scenario);
        }
        JarProcess serving = JarProcess.start(
                Files.createDirectories(home.resolve("server")),
                "simulate",
                "serve",
                "--port",
                "0",
                "-o",
                "json",
                "--scenario",
                scenario.toString(),
                "--seed",
                String.valueOf(SEED));
        started.add(serving);
        market = URI.create(serving.prints("}").json().path("url").asText());
    }

    private JsonNode truth() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(market + "/simulator/truth")).build();
        return new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Every contract of the market that ever had a label of ours is in the journal, closed, with about its price. */
    private void theJournalAgrees(JsonNode truth) throws SQLException {
        Map<String, Double> reckoned = new TreeMap<>();
        String file = "jdbc:sqlite:" + home.resolve("client/state/vastctl/vastctl.db");
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT label, state, dollars_spent FROM journal")) {
            while (rows.next()) {
                assertThat(rows.getString("state")).as(rows.getString("label")).isIn("GONE", "ABSENT");
                reckoned.put(rows.getString("label"), rows.getDouble("dollars_spent"));
            }
        }
        double billed = 0;
        double noted = 0;
        for (JsonNode contract : truth.path("contracts")) {
            assertThat(reckoned).containsKey(contract.path("label").asText());
            billed += contract.path("dollars").asDouble();
        }
        for (double dollars : reckoned.values()) noted += dollars;
        System.out.printf("chaos: the market billed $%.4f, the journal reckons $%.4f%n", billed, noted);
        assertThat(noted).isBetween(billed * 0.9, billed * 1.5 + 0.05);
    }
}
