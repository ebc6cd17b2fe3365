package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.PastStarts;
import io.vastctl.memory.RunHistory;
import io.vastctl.outcome.Phase;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --hedge} in the simulated market, whose first choice has a slow line. */
class HedgeOnTheMarketTest {

    private static final Map<Phase, Integer> USUAL =
            Map.of(Phase.CREATE, 1, Phase.IMAGE_PULL, 70, Phase.SSH, 5, Phase.MODEL_LOAD, 40, Phase.FIRST_TOKEN, 1);

    private static final Workload TINYLLAMA = new WorkloadCatalog(Path.of("none")).find("tinyllama");

    @TempDir
    Path home;

    private Shell shell;
    private String scenario = "";

    @BeforeEach
    void aSlowFirstChoice() {
        shell = new Shell(home.resolve("one"));
        scenario = slowFirstChoice(shell);
    }

    /** The best machine of the calm market gets a line on which the image takes many minutes. */
    private String slowFirstChoice(Shell user) {
        JsonNode run = user.simulate("--simulate=calm", "-o", "json").exits(0).json("run");
        String machine = run.path("attempts").get(0).path("machineId").asText();
        history(user, 12);
        return user.write(home.resolve("slow.yaml"), "extends: calm\nspeeds:\n  " + machine + ": 180 Mbit/s\n")
                .toString();
    }

    private static void history(Shell user, int starts) {
        try (Database database = Database.open(user.database(), user.time)) {
            PastStarts.record(
                    new RunHistory(database),
                    Origin.SIMULATED,
                    TINYLLAMA.version(),
                    starts,
                    user.time.instant(),
                    USUAL);
        }
    }

    private Ran hedged(Shell user, String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "--simulate=" + scenario;
        args[1] = "--hedge";
        System.arraycopy(more, 0, args, 2, more.length);
        return user.simulate(args);
    }

    private static void nothingIsLeft(Shell user, JsonNode run) {
        assertThat(run.path("simulation").path("alive")).isEmpty();
        assertThat(run.path("simulation").path("doubleRentals").asInt()).isZero();
        try (Database database = Database.open(user.database(), user.time)) {
            assertThat(new Journal(database).open()).isEmpty();
        }
    }

    @Test
    void theSecondRentalWinsAndTheFirstIsGoneByTheMarketsTruth() {
        JsonNode run = hedged(shell, "-o", "json").exits(0).json("run");

        assertThat(run.path("hedges")).hasSize(1);
        assertThat(run.path("hedges").get(0).path("attempt").asInt()).isEqualTo(2);
        assertThat(run.path("hedges").get(0).path("beside").asInt()).isEqualTo(1);
        assertThat(run.path("hedges").get(0).path("phase").asText()).isEqualTo("IMAGE_PULL");
        assertThat(run.path("hedges").get(0).path("p90Seconds").asDouble()).isEqualTo(70);
        JsonNode lost = run.path("attempts").get(0);
        assertThat(lost.path("failure").path("signature").asText()).isEqualTo("hedge-lost");
        assertThat(lost.path("failure").path("blames").asText()).isEqualTo("nobody");
        assertThat(lost.path("cleanup").asText()).isEqualTo("destroyed");
        assertThat(lost.path("hostId").asLong())
                .isNotEqualTo(run.path("attempts").get(1).path("hostId").asLong());
        assertThat(run.path("attempts").get(1).path("outcome").asText()).isEqualTo("ready");
        assertThat(run.path("simulation").path("created").asInt()).isEqualTo(2);
        nothingIsLeft(shell, run);
        shell.run("runs", "show", run.path("runId").asText())
                .exits(0)
                .says("LIMIT hedge-lost in IMAGE_PULL, blames nobody", "attempt 2 was verified first");
        assertThat(shell.run("bad-hosts", "list").exits(0).out()).doesNotContain("hedge");
    }

    @Test
    void itIsFasterThanWaiting() {
        double waited = shell.simulate("--simulate=" + scenario, "-o", "json")
                .exits(0)
                .json("run")
                .path("secondsToReady")
                .asDouble();
        double hedged = hedged(shell, "-o", "json")
                .exits(0)
                .json("run")
                .path("secondsToReady")
                .asDouble();

        assertThat(hedged).isLessThan(waited - 60);
    }

    @Test
    void peopleAndProgramsAreTold() throws IOException {
        Path events = home.resolve("events.ndjson");
        Ran ran = hedged(shell, "--events", events.toString()).exits(0);

        ran.says("Hedge     attempt 2 began beside attempt 1: IMAGE_PULL took", "attempt 2 was verified first");
        assertThat(ran.err()).contains("attempt 1 is slow: IMAGE_PULL took", "attempt 2: verified");
        String log = Files.readString(events);
        assertThat(log)
                .contains("\"event\":\"hedge-started\",\"attempt\":2,\"beside\":1,\"phase\":\"IMAGE_PULL\"")
                .contains("hedge-lost");
        // Two attempts take turns; each phase of each is one line all the same.
        assertThat(log.lines().filter(line -> line.contains("\"phase\":\"IMAGE_PULL\",\"detail\"")))
                .hasSize(2);
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        JsonNode one = hedged(shell, "-o", "json").exits(0).json("run");
        Shell other = new Shell(home.resolve("two"));
        slowFirstChoice(other);
        JsonNode two = hedged(other, "-o", "json").exits(0).json("run");

        assertThat(stable(two)).isEqualTo(stable(one));
    }

    /** Without what is random on purpose: ids of runs, and ports of this computer. */
    private static String stable(JsonNode run) {
        return run.toPrettyString()
                .replace(run.path("runId").asText(), "RUN")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "LOOPBACK");
    }

    @Test
    void withoutAHistoryThereIsNoHedgeAndItSaysSo() {
        Shell young = new Shell(home.resolve("young"));

        Ran ran = hedged(young).exits(0);

        ran.says("Hedge     none: history has 0 successful starts of tinyllama on this market, and 10 are needed");
        assertThat(ran.err()).contains("no second rental: history has 0");
    }

    @Test
    void aCeilingForbidsItAndIsNamed() {
        JsonNode run =
                hedged(shell, "--max-rentals", "1", "-o", "json").exits(0).json("run");

        assertThat(run.path("hedges")).isEmpty();
        assertThat(run.path("noHedge").get(0).asText()).contains("max-rentals");
        assertThat(run.path("simulation").path("created").asInt()).isEqualTo(1);
        nothingIsLeft(shell, run);
    }
}
