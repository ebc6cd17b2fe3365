package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.JournalFile.Noted;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
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

    private static final double A_CENT = 0.01;
    /** The API rounds each charge to a tenth of a cent. */
    private static final double ROUNDING = 0.00051;

    /** A stack trace, our own words for one that was caught, or two processes in each other's way. */
    private static final Pattern BROKEN = Pattern.compile(
            "^\\s+at [\\w.$/]+\\(|^Caused by|^Exception in|^[\\w.]+(Exception|Error)\\b|internal error|database is locked",
            Pattern.MULTILINE);

    @TempDir
    Path home;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JarProcess> started = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private int kept;
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
            endWhatIsKept();
            assertThat(truth().path("doubleRentals").asInt(-1)).isZero();
        }
        // An instance may come back minutes after it was gone on every read: a later look has to find it.
        pass(Duration.ofMinutes(10));
        int last = reap();
        for (int again = 1; again < MOST_REAPS && (last == MAY_STILL_RUN || !isSettled()); again++) last = reap();

        JsonNode truth = truth();
        System.out.printf(
                "chaos: %d kills, seed %d: %d rented, %d alive, %d double, $%.4f billed, %d kept and ended by down, %d reaps had to be"
                        + " repeated%n",
                KILLS,
                SEED,
                truth.path("created").asInt(),
                truth.path("alive").size(),
                truth.path("doubleRentals").asInt(),
                truth.path("dollarsSpent").asDouble(),
                kept,
                unproven);
        assertThat(last).isZero();
        assertThat(truth.path("alive")).as(truth.toString()).isEmpty();
        assertThat(truth.path("doubleRentals").asInt(-1)).isZero();
        theJournalAgrees(truth);
        assertThat(troubles).isEmpty();
    }

    /** Whether each rental that the market knows has its bill; a call for it may have failed like any other. */
    private boolean isSettled() throws Exception {
        return unbilled(journal().entries(), charged(truth())).isEmpty();
    }

    private void killInTheMiddle(String command) throws Exception {
        JarProcess run = client(command, "--strictness", "balanced", "--max-attempts", "2", "--max-rentals", "50");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(400, 7_000)));
        run.signalIfAlive("KILL");
        lookForTrouble(command, run);
    }

    /** What no user should ever read, however a run ends. */
    private void lookForTrouble(String command, JarProcess process) throws Exception {
        String err = process.err();
        if (BROKEN.matcher(err).find()) troubles.add(command + ":\n" + err);
    }

    /** Where {@code up} was faster than the kill, its rental is wanted: no reap takes it, so its operator ends it. */
    private void endWhatIsKept() throws Exception {
        for (long instanceId : journal().kept()) {
            kept++;
            for (int tries = 0; tries < MOST_REAPS && journal().kept().contains(instanceId); tries++)
                ended("down", String.valueOf(instanceId));
        }
    }

    private int reap() throws Exception {
        return ended("reap", "--yes");
    }

    private int ended(String... command) throws Exception {
        JarProcess reap = client(command);
        int code = reap.exitCode();
        lookForTrouble(command[0], reap);
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

    /** Lets the market's time pass. */
    private void pass(Duration time) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(market + "/simulator/clock/sleep"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"millis\":" + time.toMillis() + "}"))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private JsonNode truth() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(market + "/simulator/truth")).build();
        return new ObjectMapper()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** Every contract that the market ever made is in the journal, closed, with what the market charged for it. */
    private void theJournalAgrees(JsonNode truth) throws SQLException {
        Map<String, Noted> journal = journal().entries();
        assertThat(journal.values()).extracting(Noted::state).isSubsetOf("GONE", "ABSENT");
        Map<String, Double> charged = charged(truth);
        assertThat(journal).containsKeys(charged.keySet().toArray(String[]::new));
        double inAll = 0;
        double noted = 0;
        double worst = 0;
        double phantoms = 0;
        for (Map.Entry<String, Noted> entry : journal.entrySet()) {
            double dollars = entry.getValue().dollars();
            if (!charged.containsKey(entry.getKey())) {
                assertThat(entry.getValue().billed()).as(entry.getKey()).isFalse();
                phantoms += dollars;
                continue;
            }
            double its = charged.getOrDefault(entry.getKey(), 0.0);
            inAll += its;
            noted += dollars;
            worst = Math.max(worst, Math.abs(its - dollars));
        }
        List<String> unbilled = unbilled(journal, charged);
        System.out.printf(
                "chaos: %d rentals: charged $%.4f, in the journal $%.4f, at most $%.4f apart; %d billed, %d reckoned;"
                        + " %d entries of which the market made nothing, reckoned at $%.4f%n",
                charged.size(),
                inAll,
                noted,
                worst,
                charged.size() - unbilled.size(),
                unbilled.size(),
                journal.size() - charged.size(),
                phantoms);
        assertThat(unbilled).isEmpty();
        assertThat(worst).isLessThan(ROUNDING);
        assertThat(noted).isCloseTo(inAll, within(A_CENT));
    }

    private JournalFile journal() {
        return new JournalFile(home.resolve("client/state/vastctl/vastctl.db"));
    }

    private static List<String> unbilled(Map<String, Noted> journal, Map<String, Double> charged) {
        return charged.keySet().stream()
                .filter(label -> {
                    Noted noted = journal.get(label);
                    return noted == null || !noted.billed();
                })
                .toList();
    }

    /** USD by label. */
    private static Map<String, Double> charged(JsonNode truth) {
        Map<String, Double> charged = new TreeMap<>();
        for (JsonNode contract : truth.path("contracts"))
            charged.merge(
                    contract.path("label").asText(), contract.path("dollars").asDouble(), Double::sum);
        return charged;
    }
}
