package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.SimulatedMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each document of {@code -o json} has a published schema and is what that says ({@link Ran#json} validates). */
class SchemasTest {

    private static final Path SOURCES = Path.of("src/main/java/io/vastctl/cli");
    private static final Path TESTS = Path.of("src/test/java/io/vastctl/cli");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path home;

    @Test
    void everyKindThatIsWrittenIsInTheReferenceAndHasASchema() throws Exception {
        Set<String> written = found(text(SOURCES), "Json\\.document\\(\"([a-z-]+)\"");
        written.addAll(found(text(SOURCES), "vastctl\\.([a-z-]+)/1"));
        Set<String> told = found(Files.readString(Path.of("docs/reference/json.md")), "vastctl\\.([a-z-]+)/1");
        Set<String> published = new TreeSet<>();
        try (Stream<Path> files = Files.list(PublishedSchemas.FOLDER)) {
            files.forEach(file -> published.add(file.getFileName().toString().replace(".schema.json", "")));
        }

        assertThat(written).hasSizeGreaterThan(30);
        assertThat(told).isEqualTo(written);
        assertThat(published).isEqualTo(written);
        for (String kind : published)
            assertThat(MAPPER.readTree(Files.readString(PublishedSchemas.file(kind)))
                            .at("/properties/schema/const")
                            .asText())
                    .isEqualTo("vastctl." + kind + "/1");
    }

    @Test
    void aDocumentOfEachKindIsLookedAtByATest() throws Exception {
        Set<String> looked = found(text(TESTS), "(?:\\.json\\(|complaints\\(|readAndCheck\\()\"([a-z-]+)\"");

        assertThat(looked).containsAll(found(text(SOURCES), "Json\\.document\\(\"([a-z-]+)\""));
        assertThat(looked).contains("event", "probe-report", "bad-hosts-export", "guardian", "environment");
    }

    @Test
    void aFieldTooManyOneTooFewAndAWrongTypeAreNoticed() {
        Shell shell = new Shell(home);
        ObjectNode good = (ObjectNode)
                shell.run("config", "get", "strictness", "-o", "json").json("setting");
        ObjectNode more = good.deepCopy().put("colour", "red");
        ObjectNode less = good.deepCopy();
        less.remove("source");
        ObjectNode other = good.deepCopy().put("value", 7);

        assertThat(PublishedSchemas.complaints("setting", more)).hasSize(1);
        assertThat(PublishedSchemas.complaints("setting", less)).hasSize(1);
        assertThat(PublishedSchemas.complaints("setting", other)).hasSize(1);
    }

    @Test
    void whatCommandsSayOfAStormyNightIsAsPublished() throws Exception {
        Shell shell = new Shell(home);
        Path events = home.resolve("events.ndjson");
        for (int seed = 1; seed <= 2; seed++)
            shell.simulate(
                            "--simulate=hostile",
                            "--seed",
                            String.valueOf(seed),
                            "--events",
                            events.toString(),
                            "-o",
                            "json")
                    .json("run");
        JsonNode runs = shell.run("runs", "list", "-o", "json").exits(0).json("runs");
        for (JsonNode run : runs.path("runs")) {
            String id = run.path("runId").asText();
            shell.run("runs", "show", id, "-o", "json").exits(0).json("run-detail");
            shell.run("runs", "explain", id, "-o", "json").exits(0).json("run-explanation");
        }
        JsonNode machines = shell.run("hosts", "list", "-o", "json").exits(0).json("hosts");
        for (JsonNode machine : machines.path("machines")) {
            String id = machine.path("machineId").asText();
            String host = machine.path("hostId").asText();
            shell.run("hosts", "show", id, "-o", "json").exits(0).json("host");
            shell.run("hosts", "show", host, "--host", "-o", "json").exits(0).json("host-machines");
        }
        JsonNode bars =
                shell.run("bad-hosts", "list", "--all", "-o", "json").exits(0).json("bad-hosts");
        for (JsonNode bar : bars.path("entries")) {
            shell.run("bad-hosts", "explain", bar.path("id").asText(), "-o", "json")
                    .exits(0)
                    .json("bad-host");
            shell.run("bad-hosts", "explain", bar.path("hostId").asText(), "--host", "-o", "json")
                    .json("bad-host");
        }
        shell.run("bad-hosts", "add", "77", "--expires", "7d", "-o", "json")
                .exits(0)
                .json("done");
        shell.run("bad-hosts", "whitelist", "78", "-o", "json").exits(0).json("done");
        shell.run("bad-hosts", "list", "--all", "-o", "json").exits(0).json("bad-hosts");
        Ran list = shell.run("bad-hosts", "export", "-o", "json").exits(0);
        list.json("bad-hosts-export");
        Path file = shell.write(home.resolve("list.json"), list.out());
        new Shell(home.resolve("other"))
                .run("bad-hosts", "import", file.toString(), "-o", "json")
                .exits(0)
                .json("bad-hosts-import");

        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(events)) lines.add(MAPPER.readTree(line));
        for (JsonNode line : lines)
            assertThat(PublishedSchemas.complaints("event", line))
                    .as("%s", line)
                    .isEmpty();
        assertThat(lines)
                .extracting(line -> line.path("event").asText())
                .contains("run-started", "phase", "attempt-failed", "machine-barred", "cleaned-up", "run-finished");
    }

    @Test
    void theEventsSchemaNamesEachEventAndNoOther() throws Exception {
        JsonNode schema = MAPPER.readTree(Files.readString(PublishedSchemas.file("event")));
        Set<String> named = new TreeSet<>();
        schema.at("/properties/event/enum").forEach(name -> named.add(name.asText()));

        assertThat(named).isEqualTo(found(Files.readString(SOURCES.resolve("EventLog.java")), "event\\(\"([a-z-]+)\""));
    }

    @Test
    void theBundleAndWhatItHolds() throws Exception {
        Shell shell = new Shell(home);
        String id = shell.simulate("--workload", "sglang", "--simulate=calm", "-o", "json")
                .json("run")
                .path("runId")
                .asText();
        Path file = home.resolve("bundle.zip");
        shell.run("runs", "bundle", id, "--out", file.toString(), "-o", "json")
                .exits(0)
                .json("bundle");

        try (ZipFile zip = new ZipFile(file.toFile())) {
            readAndCheck("environment", zip, "environment.json");
            readAndCheck("run-detail", zip, "run.json");
            String report = zip.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith("probe-report.json"))
                    .findFirst()
                    .orElseThrow();
            readAndCheck("probe-report", zip, report);
        }
    }

    @Test
    void offersPlansSettingsAndTheDoctor() {
        Shell shell = new Shell(home);
        for (String scenario : List.of("--simulate=calm", "--simulate=hostile")) {
            JsonNode offers =
                    shell.run("offers", scenario, "-o", "json").exits(0).json("offers");
            for (String list : List.of("eligible", "excluded"))
                shell.run(
                                "offers",
                                scenario,
                                "--why",
                                offers.at("/" + list + "/0/offerId").asText(),
                                "-o",
                                "json")
                        .exits(0)
                        .json("offer-reason");
            shell.run("offers", scenario, "--blocking", "-o", "json").exits(0).json("offers-blocking");
        }
        shell.run("offers", "--simulate", "--max-price", "0.001", "-o", "json")
                .exits(3)
                .json("offers");
        shell.simulate("--dry-run", "-o", "json").exits(0).json("plan");
        shell.run("config", "list", "-o", "json").exits(0).json("config");
        JsonNode workloads =
                shell.run("workloads", "list", "-o", "json").exits(0).json("workloads");
        for (JsonNode workload : workloads.path("workloads"))
            shell.run("workloads", "show", workload.path("name").asText(), "-o", "json")
                    .exits(0)
                    .json("workload");
        shell.run("doctor", "--simulate", "-o", "json").exits(0).json("doctor");
    }

    @Test
    void aKeptRentalAndItsGuardian() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = new Shell(home).with("VAST_URL", market.apiUrl().toString());
            String id = String.valueOf(Served.instance(Served.up(shell)));
            Path file = home.resolve("guardian.json");
            shell.run("instances", "-o", "json").exits(0).json("instances");
            shell.run("guardian", "export", "--out", file.toString(), "-o", "json")
                    .exits(0)
                    .json("guardian-export");
            JsonNode secrets = MAPPER.readTree(file.toFile());
            assertThat(PublishedSchemas.complaints("guardian", secrets)).isEmpty();
            shell.run("guardian", "run", file.toString(), "--once", "-o", "json")
                    .exits(0)
                    .json("guardian-run");
            shell.run("reap", "--dry-run", "-o", "json").exits(0).json("reap");
            shell.run("down", id, "-o", "json").exits(0).json("down");
        }
    }

    @Test
    void whatTheGuardSawAndDecidedAndDaysOfIt() {
        String plan = """
                endpoints:
                  - name: chat
                    workload: tinyllama
                    strictness: balanced
                    max-dollars-per-hour: 0.30
                    hours: {zone: UTC, open: "mon 12:30-14:00"}
                budget: {per-hour: 1, per-day: 15, per-month: 450, balance-floor: 5}
                """;
        Shell shell = new Shell(home);
        String file = shell.write(home.resolve("guard.yaml"), plan).toString();
        shell.run("guard", "check", file, "-o", "json").exits(0).json("guard-check");

        JsonNode days = shell.run("simulate", "guard", "--days", "1", "--plan", file, "--kills", "2", "-o", "json")
                .exits(0)
                .json("guard-simulation");

        assertThat(days.path("ticks").asInt()).isGreaterThan(1000);
        assertThat(days.path("rentals").asInt()).isPositive();
        assertThat(days.path("decisionsByRule").path("BELOW_COUNT").asInt()).isPositive();
        assertThat(days.path("orphans").asInt()).isZero();
    }

    private static void readAndCheck(String kind, ZipFile zip, String name) throws IOException {
        String text = new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);

        assertThat(PublishedSchemas.complaints(kind, MAPPER.readTree(text)))
                .as(text)
                .isEmpty();
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult hit) -> hit.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) text.append(Files.readString(file));
        }
        return text.toString();
    }
}
