package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedRunTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void verboseTellsHowOftenTheApiAndTheMachineWereAsked() {
        Ran ran = shell.simulate("-v").exits(0);

        assertThat(ran.err())
                .containsPattern("API calls: \\d+ \\(search \\d+, create \\d+, .*show instance \\d+")
                .containsPattern("SSH: 1 connection, \\d+ commands");
        assertThat(shell.simulate().exits(0).err()).doesNotContain("API calls");
    }

    @Test
    void theDefaultRunVerifiesAndDestroys() {
        Ran ran = shell.simulate().exits(0);

        ran.says("Offers", "ready on machine", "destroyed", "tokens/s", "0 alive");
        assertThat(ran.err()).contains("IMAGE_PULL", "verified", "destroyed").matches("(?s)\\p{ASCII}*");
    }

    @Test
    void theRunIsInTheHistory() {
        JsonNode run = shell.simulate("--seed", "3", "-o", "json").exits(0).json("run");
        String runId = run.path("runId").asText();
        String machine = run.path("attempts").get(0).path("machineId").asText();

        shell.run("runs", "list").exits(0).says(runId, "ready", "simulated");
        shell.run("runs", "list", "--outcome", "ready", "--since", "7d")
                .exits(0)
                .says(runId);
        shell.run("runs", "list", "--outcome", "no_offer").exits(0).says("No run yet.");
        shell.run("runs", "show", runId.substring(0, 12)).exits(0).says(runId, "IMAGE_PULL", "billed $");
        JsonNode shown = shell.run("runs", "show", runId, "-o", "json").exits(0).json("run-detail");
        assertThat(shown.path("attempts").get(0).path("cleanup").asText()).isEqualTo("destroyed");
        assertThat(shown.path("attempts").get(0).path("billedDollars").asDouble())
                .isCloseTo(run.path("simulation").path("dollarsSpent").asDouble(), within(0.0006));
        assertThat(shown.path("choice").path("eligible")).isNotEmpty();
        shell.run("hosts", "list").exits(0).says(machine);
        shell.run("hosts", "show", machine).exits(0).says("1 attempt, 1 ready", runId);
        JsonNode host =
                shell.run("hosts", "show", machine, "-o", "json").exits(0).json("host");
        assertThat(host.path("successes").asInt()).isEqualTo(1);
        assertThat(shell.run("hosts", "list", "-o", "json")
                        .exits(0)
                        .json("hosts")
                        .path("machines"))
                .hasSize(1);
        assertThat(shell.run("runs", "list", "-o", "json").exits(0).json("runs").path("runs"))
                .hasSize(1);
    }

    @Test
    void aWrongModelOrImageBlamesNobody() {
        for (String[] wrong :
                new String[][] {{"--model", "no-such-org/x"}, {"--image", "vllm/vllm-openai:no-such-tag"}}) {
            JsonNode run = shell.simulate(wrong[0], wrong[1], "--seed", "3", "-o", "json")
                    .exits(5)
                    .json("run");
            JsonNode failure =
                    run.path("attempts").get(run.path("attempts").size() - 1).path("failure");
            assertThat(failure.path("class").asText()).isEqualTo("WORKLOAD_FATAL");
            assertThat(failure.path("blames").asText()).isEqualTo("nobody");
            assertThat(run.path("simulation").path("alive").asInt(-1)).isZero();
        }
        shell.run("bad-hosts", "list", "--all").exits(0).says("No bad hosts.");
    }

    @Test
    void ceilingsStopTheRun() {
        assertThat(shell.simulate("--max-spend", "0.001", "-o", "json")
                        .exits(8)
                        .json("run")
                        .path("attempts"))
                .isEmpty();
        JsonNode late =
                shell.simulate("--deadline", "30s", "-o", "json").exits(8).json("run");
        assertThat(late.path("attempts").get(0).path("failure").path("class").asText())
                .isEqualTo("LIMIT");
        assertThat(late.path("attempts").get(0).path("cleanup").asText()).isEqualTo("destroyed");
        assertThat(late.path("simulation").path("alive").asInt(-1)).isZero();
    }

    @Test
    void noOfferIsCode3WithTheNearestRelaxation() {
        shell.simulate("--max-price", "0.001").exits(3).says("Nearest relaxation: price", "0 rented");

        JsonNode offers = shell.simulate("--max-price", "0.001", "-o", "json")
                .exits(3)
                .json("run")
                .path("offers");
        assertThat(offers.path("relaxation").path("gate").asText()).isEqualTo("price");
        assertThat(offers.path("relaxation").path("sentence").asText()).contains("would admit");
    }

    @Test
    void preserveKeepsAFailedInstanceAndSaysSoWithItsPrice() {
        Ran ran = shell.simulate("--simulate=hostile", "--seed", "2", "--preserve", "-q", "-o", "json")
                .exits(4);

        JsonNode run = ran.json("run");
        assertThat(run.path("kept")).hasSize(1);
        assertThat(run.path("stillRunning")).isEmpty();
        assertThat(run.path("simulation").path("alive").asInt()).isEqualTo(1);
        String instance = run.path("kept").get(0).path("instanceId").asText();
        String last = ran.err().lines().reduce("", (before, line) -> line);
        assertThat(last)
                .startsWith("vastctl: KEPT AS ASKED: instance " + instance)
                .contains("$0.", "/h");
    }

    @Test
    void preserveDoesNotKeepWhatWorks() {
        Ran ran = shell.simulate("--preserve", "--seed", "3", "-o", "json").exits(0);

        assertThat(ran.json("run").has("kept")).isFalse();
        assertThat(ran.json("run").path("simulation").path("alive").asInt(-1)).isZero();
    }

    @Test
    void aDryRunRentsNothing() {
        JsonNode plan = shell.simulate("--dry-run", "-o", "json").exits(0).json("plan");

        assertThat(plan.path("worstCaseDollars").asDouble()).isBetween(0.01, 2.0);
        assertThat(plan.path("offers").path("eligible")).isNotEmpty();
        shell.simulate("--dry-run").exits(0).says("Nothing was rented.");
        shell.simulate("--dry-run", "--max-price", "0.001").exits(3);
        shell.run("runs", "list").exits(0).says("No run yet.");
    }

    @Test
    void theEventLogHoldsOneDocumentPerLine() throws Exception {
        Path file = home.resolve("events.ndjson");

        shell.simulate("--events", file.toString()).exits(0);
        shell.simulate("--events", file.toString()).exits(0);

        ObjectMapper json = new ObjectMapper();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines)
            assertThat(json.readTree(line).path("schema").asText()).isEqualTo("vastctl.event/1");
        assertThat(lines.get(0)).contains("\"event\":\"run-started\"");
        assertThat(lines).filteredOn(line -> line.contains("run-finished")).hasSize(2);
        assertThat(lines.get(lines.size() - 1)).contains("run-finished", "\"exitCode\":0");
    }

    @Test
    void theSameSeedIsTheSameRunAtAnyTimeOfDayAndAnySpeed() {
        Shell other = new Shell(home.resolve("other"));
        other.time.pass(Duration.ofSeconds(12_345));

        JsonNode one = shell.simulate("--simulate=hostile", "--seed", "5", "-o", "json")
                .json("run");
        JsonNode two = other.simulate("--simulate=hostile", "--seed", "5", "-o", "json", "--speed", "2000")
                .json("run");

        assertThat(stable(two)).isEqualTo(stable(one));
    }

    @Test
    void aProvenMachineIsPreferredNextTime() {
        JsonNode first = shell.simulate("-o", "json").exits(0).json("run");
        String machine = first.path("attempts")
                .get(first.path("attempts").size() - 1)
                .path("machineId")
                .asText();
        shell.time.pass(Duration.ofHours(1));

        JsonNode offers = shell.run("offers", "--simulate", "--strictness", "balanced", "-o", "json")
                .json("offers");

        assertThat(offers.path("eligible").get(0).path("proven").asBoolean()).isTrue();
        assertThat(offers.path("eligible").get(0).path("machineId").asText()).isEqualTo(machine);
        JsonNode second = shell.simulate("-o", "json").json("run");
        assertThat(second.path("attempts").get(0).path("machineId").asText()).isEqualTo(machine);
    }

    @Test
    void aMachineBarredByHandIsNotRented() {
        JsonNode first = shell.simulate("-o", "json").exits(0).json("run");
        String machine = first.path("attempts").get(0).path("machineId").asText();
        shell.run("bad-hosts", "add", machine).exits(0);

        JsonNode second = shell.simulate("-o", "json").json("run");

        assertThat(Ran.items(second.path("attempts")))
                .isNotEmpty()
                .extracting(attempt -> attempt.path("machineId").asText())
                .doesNotContain(machine);
        assertThat(second.path("offers").path("excluded").path("bad_host").asInt())
                .isPositive();
    }

    @Test
    void savedOffersBecomeTheMarket() {
        Path file = Path.of("../shared/reference/samples/offers-ondemand-2026-09-28.json");
        assumeTrue(Files.exists(file), "the saved search answer is not here");

        Ran ran = shell.simulate("--strictness", "aggressive", "--offers", file.toString(), "-o", "json")
                .exits(0);

        assertThat(ran.json("run").path("offers").path("seen").asInt()).isGreaterThan(10);
    }

    /** Without what must differ: names with the time in them, and ports, which other processes may hold. */
    private static String stable(JsonNode run) {
        ObjectNode copy = run.deepCopy();
        String runId = copy.remove("runId").asText();
        return copy.toPrettyString().replace(runId, "RUN").replaceAll("127\\.0\\.0\\.1:\\d+", "LOOPBACK");
    }
}
