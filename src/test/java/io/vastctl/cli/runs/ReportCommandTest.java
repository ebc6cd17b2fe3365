package io.vastctl.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunEnd;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunStart;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** {@code vastctl runs report} on a history that was written by hand. */
class ReportCommandTest {

    private static final String EVIL = "</td></title><script>alert(1)</script><img src=x onerror=\"y\">'&\u0007";
    private static final String KEY = "operators-key-4711";
    private static final String TOKEN = "hf_PlantedTokenOfTheHub1234";

    @TempDir
    Path home;

    private Shell shell;
    private Path page;

    @BeforeEach
    void open() {
        shell = new Shell(home).with("VAST_API_KEY", KEY);
        page = home.resolve("report.html");
    }

    private Document written(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("runs", "report", "--html", page.toString()));
        args.addAll(List.of(more));
        shell.run(args.toArray(String[]::new)).exits(0);
        return wellFormed(Files.readString(page));
    }

    /** Also without a network, a script, or another file. */
    private static Document wellFormed(String html) throws Exception {
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("prefers-color-scheme: dark", "@media print", "name=\"viewport\"")
                .doesNotContain(
                        "<script", "<link", "<img", " src=\"", "url(", "@import", "http:", "https:", "NaN", "Infinity");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private void history(Origin origin, String evidence) {
        try (Database database = Database.open(shell.database(), shell.time)) {
            RunHistory history = new RunHistory(database);
            Instant start = shell.time.instant().minus(Duration.ofHours(3));
            history.begin(new RunStart(
                    "run-1", "test", "balanced", "tiny " + evidence, "image", "model " + evidence, origin, start, ""));
            Failure failure = new Failure(FailureClass.INFRA_FATAL, "docker-cdi", Phase.CONTAINER_START, evidence);
            history.attempt(attempt(1, "failed", Optional.of(failure), start, evidence));
            history.attempt(attempt(2, "ready", Optional.empty(), start.plusSeconds(200), evidence));
            history.keepPapers(
                    "run-1",
                    1,
                    List.of(
                            new Paper(1, Paper.Kind.DECISION, "IMAGE_PULL", start, 0, "pulling " + evidence, ""),
                            new Paper(1, Paper.Kind.API, "loading", start, 0, "status " + evidence, ""),
                            new Paper(
                                    1,
                                    Paper.Kind.PROBE,
                                    "log",
                                    start,
                                    3,
                                    "the log " + evidence,
                                    "errors " + evidence)));
            history.finish(new RunEnd("run-1", "ready", 0, start.plusSeconds(400), 0.05, OptionalDouble.of(390)));
        }
    }

    private static AttemptRow attempt(
            int number, String outcome, Optional<Failure> failure, Instant start, String gpu) {
        return new AttemptRow(
                "run-1",
                number,
                1000 + number,
                20 + number,
                30,
                gpu,
                OptionalLong.of(5000 + number),
                0.3,
                start,
                start.plusSeconds(190),
                outcome,
                failure,
                List.of(
                        new PhaseTime(Phase.IMAGE_PULL, Duration.ofSeconds(100)),
                        new PhaseTime(Phase.CONTAINER_START, Duration.ofSeconds(50))),
                number == 1 ? 0.02 : 0.03,
                "destroyed",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    @Test
    void theHistoryIsOnePageWithBarsMoneyCausesAndMachines() throws Exception {
        history(Origin.REAL, "CDI devices");

        Document document = written();

        String text = document.getDocumentElement().getTextContent();
        assertThat(text)
                .contains("on the real market", "docker-cdi", "INFRA_FATAL", "CDI devices", "IMAGE_PULL 1 min 40 s")
                .contains("Failures by cause", "Machines", "Barred now", "$0.020", "$0.050");
        assertThat(document.getElementsByTagName("desc").getLength()).isEqualTo(2);
        assertThat(Files.readString(page))
                .contains("class=\"p1\" x=\"0.00%\"", "class=\"mark failed\"", "class=\"mark ready\"");
    }

    @Test
    void theFiguresComeAsJsonThatKeepsToItsSchema() throws Exception {
        history(Origin.REAL, "CDI devices");

        JsonNode json = shell.run("runs", "report", "--html", page.toString(), "-o", "json")
                .exits(0)
                .json("report");

        assertThat(json.path("file").asText()).isEqualTo(page.toString());
        assertThat(json.path("runs").asInt()).isEqualTo(1);
        assertThat(json.path("readyRuns").asInt()).isEqualTo(1);
        assertThat(json.path("wastedDollars").asDouble()).isCloseTo(0.02, within(1e-9));
        assertThat(json.path("dollarsPerReady").asDouble()).isCloseTo(0.05, within(1e-9));
        assertThat(json.path("causes").path(0).path("signature").asText()).isEqualTo("docker-cdi");
        assertThat(json.path("machines")).hasSize(2);
        assertThat(broken(json)).isEmpty();
        assertThat(broken(shell.run("runs", "report", "--html", page.toString(), "--run", "run-1", "-o", "json")
                        .exits(0)
                        .json("report")))
                .isEmpty();
    }

    private static List<String> broken(JsonNode document) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(Path.of("docs/schemas/report.schema.json")));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(document)
                .stream()
                .map(String::valueOf)
                .toList();
    }

    @Test
    void withoutAPeriodTheNewestFiveThousandRunsMakeThePageAndItSaysSo() throws Exception {
        Database.open(shell.database(), shell.time).close();
        long start = shell.time.instant().minus(Duration.ofDays(1)).toEpochMilli();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + shell.database());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO runs (run_id, command, strictness, workload, image, model, origin, started_at_ms,"
                            + " snapshot_json, outcome, exit_code, finished_at_ms, cost_dollars)"
                            + " WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5001)"
                            + " SELECT 'run-' || i, 'test', 'balanced', 'tiny', 'image', 'model', 'REAL', " + start
                            + " + i, '', 'ready', 0, " + start
                            + " + i, CASE WHEN i = 1 THEN 100.0 ELSE 0.0 END FROM r");
        }

        JsonNode cut = shell.run("runs", "report", "--html", page.toString(), "-o", "json")
                .exits(0)
                .json("report");
        assertThat(broken(cut)).isEmpty();
        assertThat(cut.get("runs").asInt()).isEqualTo(5_000);
        assertThat(cut.get("newestRuns").asInt()).isEqualTo(5_000);
        assertThat(cut.get("spentDollars").asDouble()).as("without the oldest").isZero();
        assertThat(Files.readString(page)).contains("The newest 5000 runs");

        JsonNode all = shell.run("runs", "report", "--html", page.toString(), "--since", "7d", "-o", "json")
                .exits(0)
                .json("report");
        assertThat(all.get("runs").asInt()).isEqualTo(5_001);
        assertThat(all.has("newestRuns")).isFalse();
    }

    @Test
    void oneRunHasItsPhasesEvidenceDecisionsAndLogs() throws Exception {
        history(Origin.SIMULATED, "CDI devices");

        String text = written("--run", "run").getDocumentElement().getTextContent();

        assertThat(text)
                .contains("Run run-1: ready", "simulated market", "pulling CDI devices", "status CDI devices")
                .contains("the log CDI devices", "errors CDI devices", "exit code 3", "blames machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run-1"})
    void nothingThatMachinesSayBecomesMarkupAndNoSecretGetsThrough(String run) throws Exception {
        history(Origin.REAL, EVIL + " " + KEY + " " + TOKEN + " api_key=4712-4712-4712");

        String text = written(run.isEmpty() ? new String[0] : new String[] {"--run", run})
                .getDocumentElement()
                .getTextContent();

        assertThat(text).contains("<script>alert(1)</script>", "[hidden]");
        assertThat(Files.readString(page)).doesNotContain(KEY, TOKEN, "4712-4712");
    }

    @Test
    void realAndSimulatedRunsStayApartAndAnEmptyPageSaysWhatToDo() throws Exception {
        history(Origin.SIMULATED, "x");

        Ran real = shell.run("runs", "report", "--html", page.toString()).exits(0);

        assertThat(real.err())
                .contains("No run on the real market yet", "1 run on the simulated one", "add --simulated");
        assertThat(wellFormed(Files.readString(page)).getDocumentElement().getTextContent())
                .contains("add --simulated")
                .doesNotContain("run-1");
        assertThat(written("--simulated").getDocumentElement().getTextContent()).contains("run-1");
        assertThat(written("--simulated", "--since", "1h").getDocumentElement().getTextContent())
                .contains("No run on the simulated market in this period", "longer --since");
    }

    @Test
    void oddTargetsAndOptionsAreRefusedAndNothingUnfinishedStays() throws IOException {
        history(Origin.REAL, "x");

        shell.run("runs", "report", "--html", home.toString()).refuses(2, "--html", "is a folder");
        shell.run("runs", "report", "--html", "/dev/null").refuses(2, "no ordinary file");
        shell.run("runs", "report", "--html", home.resolve("no/r.html").toString())
                .refuses(2, "is no folder");
        shell.run("runs", "report").refuses(2, "--html");
        shell.run("runs", "report", "--html", page.toString(), "--run", "nope").refuses(2, "nope", "unknown");
        shell.run("runs", "report", "--html", page.toString(), "--run", "run-1", "--since", "1d")
                .refuses(2, "--since");
        shell.run("runs", "report", "--html", page.toString(), "--run", "run-1", "--simulated")
                .refuses(2, "real market");
        shell.run("runs", "report", "--html", page.toString(), "--since", "soon")
                .refuses(2, "--since soon");

        assertThat(page).doesNotExist();
        try (var files = Files.list(home)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }
}
