package io.vastctl.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Database;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vastctl runs bundle} on runs of the simulated market. */
class BundleCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    private String run(String... more) {
        Ran ran = shell.simulate(more);
        return ran.json("run").path("runId").asText();
    }

    private static Map<String, String> unpack(Path zip) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry())
                texts.put(entry.getName(), new String(entries.readAllBytes(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private Map<String, String> bundle(String runId) throws IOException {
        Path zip = home.resolve("bundle.zip");
        shell.run("runs", "bundle", runId, "--out", zip.toString()).exits(0).says("bundle.zip", runId);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        return unpack(zip);
    }

    @Test
    void itHoldsReportsLogsStatesDecisionsTheRunAndVersions() throws IOException {
        String runId = run("--workload", "sglang", "--simulate=calm", "-o", "json");

        Map<String, String> files = bundle(runId);

        assertThat(files)
                .containsKeys(
                        "README.txt",
                        "run.json",
                        "run.txt",
                        "environment.json",
                        "attempt-1/api-states.txt",
                        "attempt-1/decisions.txt",
                        "attempt-1/journal.json",
                        "attempt-1/probe-report.json",
                        "attempt-1/output/log.txt");
        assertThat(files.get("attempt-1/api-states.txt")).contains("loading", "running");
        assertThat(files.get("attempt-1/decisions.txt")).contains("IMAGE_PULL", "verified", "cleaned-up");
        assertThat(files.get("attempt-1/output/log.txt")).contains("server_args=ServerArgs(", "api_key='[hidden]'");
        assertThat(files.get("attempt-1/journal.json")).contains("GONE");
        assertThat(JSON.readTree(files.get("run.json")).path("runId").asText()).isEqualTo(runId);
        JsonNode environment = JSON.readTree(files.get("environment.json"));
        assertThat(environment.path("vastctl").asText()).contains(Shell.VERSION);
        assertThat(environment.path("adapters")).hasSize(2);
        JsonNode report = JSON.readTree(files.get("attempt-1/probe-report.json"));
        assertThat(report.path("adapter").asText()).isEqualTo("http");
        assertThat(report.path("results").path("ready").path("stdout").asText()).contains("HTTP/1.1 200");
    }

    @Test
    void noSecretIsInItWhereverItWasPlanted() throws IOException {
        String key = "e0f1".repeat(16);
        String body = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n".repeat(8);
        List<String> secrets =
                List.of("operators-key-4711", "hf_PlantedTokenOfTheHub", "pass-phrase-4712", key, "b3BlbnNzaC1r");
        shell.with("VAST_API_KEY", "operators-key-4711")
                .with("HF_TOKEN", "hf_PlantedTokenOfTheHub")
                .with("MY_PASSWORD", "pass-phrase-4712");
        String runId = run("--simulate=calm", "-o", "json");
        String planted = "operators-key-4711 hf_PlantedTokenOfTheHub pass-phrase-4712 CONTAINER_API_KEY=" + key
                + "\n-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + "-----END OPENSSH PRIVATE KEY-----\nend of it";
        try (Database database = Database.open(shell.database(), shell.time)) {
            new RunHistory(database)
                    .keepPapers(
                            runId,
                            1,
                            List.of(
                                    new Paper(1, Paper.Kind.API, "running", Instant.EPOCH, 0, planted, ""),
                                    new Paper(1, Paper.Kind.DECISION, "SSH", Instant.EPOCH, 0, planted, ""),
                                    new Paper(1, Paper.Kind.PROBE, "log", Instant.EPOCH, 0, planted, planted)));
        }

        Map<String, String> files = bundle(runId);

        assertThat(files.get("attempt-1/output/log.txt")).contains("[hidden]").endsWith("end of it");
        files.forEach((name, text) -> assertThat(text).as(name).doesNotContain(secrets.toArray(new String[0])));
        assertThat(new String(Files.readAllBytes(home.resolve("bundle.zip")), StandardCharsets.ISO_8859_1))
                .doesNotContain(secrets.toArray(new String[0]));
    }

    @Test
    void whatIsStoredHoldsNoKeyOfTheEndpointEither() throws IOException {
        String runId = run("--workload", "sglang", "--simulate=calm", "-o", "json");

        try (Database database = Database.open(shell.database(), shell.time)) {
            assertThat(new RunHistory(database).papers(runId))
                    .filteredOn(paper -> paper.name().equals("log"))
                    .singleElement()
                    .satisfies(log -> assertThat(log.content()).contains("api_key='[hidden]'"));
        }
    }

    @Test
    void aFileThatIsThereIsLeftAloneAndNothingUnfinishedStays() throws IOException {
        String runId = run("--simulate=calm", "-o", "json");
        Path there = Files.writeString(home.resolve("there.zip"), "mine");

        shell.run("runs", "bundle", runId, "--out", there.toString()).refuses(2, "exists already");
        shell.run(
                        "runs",
                        "bundle",
                        runId,
                        "--out",
                        home.resolve("no/such/b.zip").toString())
                .refuses(2, "cannot be written");
        shell.run("runs", "bundle", "r-unknown").refuses(2, "r-unknown", "unknown");

        assertThat(there).hasContent("mine");
        try (var files = Files.list(home)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void showTellsPhaseByPhaseWhatWasSeen() {
        String runId = run("--simulate=calm", "-o", "json");

        assertThat(shell.run("runs", "show", runId).exits(0).out())
                .containsPattern("(?m)^ +IMAGE_PULL +\\d.* \\S+")
                .containsPattern("(?m)^ +FIRST_TOKEN +\\d");
    }

    @Test
    void papersOfOldRunsGo() {
        try (Database database = Database.open(shell.database(), shell.time)) {
            RunHistory history = new RunHistory(database);
            for (int run = 0; run < 60; run++) {
                String id = "r" + run;
                history.begin(new io.vastctl.memory.RunStart(
                        id,
                        "test",
                        "strict",
                        "w",
                        "i",
                        "m",
                        io.vastctl.memory.Origin.SIMULATED,
                        Instant.ofEpochSecond(run),
                        ""));
                history.keepPapers(id, 1, List.of(new Paper(1, Paper.Kind.API, "x", Instant.EPOCH, 0, "text", "")));
            }

            assertThat(history.papers("r9")).isEmpty();
            assertThat(history.papers("r10")).hasSize(1);
            assertThat(history.papers("r59")).hasSize(1);
        }
    }
}
