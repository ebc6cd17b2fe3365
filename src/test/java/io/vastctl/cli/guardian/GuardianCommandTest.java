package io.vastctl.cli.guardian;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.Disposal;
import io.vastctl.vast.RestDisposal;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guardian destroys what has expired with the file alone, and can do nothing else. */
class GuardianCommandTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    @TempDir
    Path home;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private Optional<SimulatedMarket> serving = Optional.empty();

    @AfterEach
    void close() {
        serving.ifPresent(SimulatedMarket::close);
    }

    /** A market in which every workload fails after the login works, so that a rental can be kept. */
    private SimulatedMarket market() {
        Path scenario = new Shell(home).write(home.resolve("kept.yaml"), "extends: calm\nfaults:\n  hf-dns: 1\n");
        SimulatedMarket market = SimulatedMarket.serve(
                new SimulatedMarket.Options(scenario.toString(), 1, 1_000_000, Optional.empty(), 0, START),
                new SimulatedMarket.Service(
                        1,
                        Clock.systemUTC(),
                        Sleeper.REAL,
                        (at, method, path, status) -> calls.add(method + " " + path)));
        serving = Optional.of(market);
        return market;
    }

    @Test
    void oneThatGoesOnAnswersProbesAndPrometheus() throws Exception {
        Path file = Files.writeString(
                home.resolve("guardian.json"),
                "{\"schema\":\"vastctl.guardian/1\",\"exportedAt\":\"2026-10-01T12:00:00Z\",\"instances\":[]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Shell shell = new Shell(home);
        StringWriter err = new StringWriter();
        Thread guardian = new Thread(() -> shell.runForReal(
                new StringWriter(), err, "guardian", "run", file.toString(), "--every", "1h", "--http", "127.0.0.1:0"));
        guardian.start();
        try {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            String health = "";
            while (!health.startsWith("ok")) {
                assertThat(System.nanoTime()).as(err.toString()).isLessThan(end);
                Sleeper.REAL.sleep(Duration.ofMillis(20));
                Matcher at = Pattern.compile("are at (http://\\S+/)").matcher(err.toString());
                if (at.find()) {
                    health = get(at.group(1) + "healthz");
                    assertThat(get(at.group(1) + "metrics")).contains("vastctl_guardian_looks_total ");
                }
            }
            assertThat(health).contains("longest 1 h 30 min");
        } finally {
            guardian.interrupt();
            guardian.join(Duration.ofSeconds(60).toMillis());
        }
        shell.run("guardian", "run", file.toString(), "--http", "127.0.0.1:0").refuses(2, "--http goes with --every");
        shell.run("guardian", "run", file.toString(), "--every", "1h", "--http-open")
                .refuses(2, "--http-open goes with --http");
        shell.run("guardian", "run", file.toString(), "--metrics-file", home.toString())
                .refuses(2, "--metrics-file", "is a folder");
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Shell operator(SimulatedMarket market) {
        return new Shell(home.resolve("operator"))
                .with("VAST_URL", market.apiUrl().toString());
    }

    /** Keeps one rental whose lease ends so long after the market's start; gives its number. */
    private long keepOne(SimulatedMarket market, Duration lease) {
        Shell shell = operator(market);
        shell.run("test", "--strictness", "balanced", "--preserve", "-q");
        try (Database database = Database.open(shell.database(), Clock.systemUTC())) {
            Journal.Entry kept = new Journal(database).open().get(0);
            assertThat(kept.state()).isEqualTo(Journal.State.KEPT);
            new Journal(database, kept.ownerId()).renewed(kept.label(), START.plus(lease));
            return kept.instanceId().orElseThrow();
        }
    }

    private Path export(SimulatedMarket market) {
        Path file = home.resolve("guardian.json");
        operator(market).run("guardian", "export", "--out", file.toString()).exits(0);
        return file;
    }

    /** On a machine that has nothing but the file. */
    private Ran guard(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("guardian", "run", file.toString()));
        args.addAll(List.of(more));
        return new Shell(home.resolve("elsewhere")).run(args.toArray(String[]::new));
    }

    @Test
    void whatHasExpiredIsDestroyedWithNothingButTheFile() throws Exception {
        SimulatedMarket market = market();
        long id = keepOne(market, Duration.ofMinutes(1));
        Path file = export(market);
        calls.clear();

        guard(file).exits(0).says("instance " + id + ": destroyed");

        assertThat(market.truth().alive()).isEmpty();
        assertThat(calls.stream()
                        .filter(call -> !call.contains("/simulator/"))
                        .map(call -> call.replaceAll("\\?.*", "")))
                .isNotEmpty()
                .allMatch(call -> call.matches("(GET|DELETE) /api/v0/instances/" + id + "/"));
        assertThat(home.resolve("elsewhere").resolve("state")).doesNotExist();
        guard(file).exits(0).says("destroyed");
        assertThat(guard(file, "-q").exits(0).out()).isEmpty();
    }

    @Test
    void whatHasNotExpiredIsLeftAlone() {
        SimulatedMarket market = market();
        long id = keepOne(market, Duration.ofDays(2));

        guard(export(market), "--once").exits(0).says("instance " + id + ": not expired");

        assertThat(market.truth().alive()).hasSize(1);
    }

    @Test
    void theFileIsForNobodyElseAndTheKeyIsNowhereBesides() throws Exception {
        SimulatedMarket market = market();
        long id = keepOne(market, Duration.ofMinutes(1));
        Path file = home.resolve("guardian.json");
        Ran export = operator(market)
                .run("guardian", "export", "--out", file.toString(), "-vv")
                .exits(0);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        String key = json.path("instances").path(0).path("key").asText();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(json.path("schema").asText()).isEqualTo("vastctl.guardian/1");
        assertThat(json.path("instances").path(0).path("instanceId").asLong()).isEqualTo(id);
        assertThat(key).hasSizeGreaterThan(20);
        Ran run = guard(file, "-vv").exits(0);
        assertThat(export.out() + export.err() + run.out() + run.err()).doesNotContain(key);
        assertThat(Files.readString(operator(market).database(), StandardCharsets.ISO_8859_1))
                .doesNotContain(key);
    }

    @Test
    void aRentalWithoutALeaseIsNamedAsNotGuarded() {
        SimulatedMarket market = market();
        operator(market).run("test", "--strictness", "balanced", "--preserve", "--no-lease", "-q");

        Ran ran = operator(market)
                .run("guardian", "export", "--out", home.resolve("g.json").toString());

        assertThat(ran.err()).contains("NOT GUARDED: instance ");
        ran.exits(1);
    }

    @Test
    void whatDoesNotGoIsCodeSixAndNamedLast() throws Exception {
        SimulatedMarket market = market();
        long id = keepOne(market, Duration.ofMinutes(-1));
        Path file = export(market);
        String text = Files.readString(file).replace(market.apiUrl().toString(), "http://127.0.0.1:9");
        Files.writeString(file, text);

        Ran ran = guard(file).exits(6);

        assertThat(ran.err().lines().reduce("", (before, line) -> line))
                .contains("MAY STILL BE RUNNING: instance " + id);
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        Path file = home.resolve("g.json");
        Files.writeString(file, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        guard(file).refuses(2, "others can read", "chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"schema\":\"vastctl.guardian/2\",\"exportedAt\":\"x\",\"instances\":[]}",
                "{\"schema\":\"vastctl.guardian/1\",\"instances\":[]}",
                "{\"schema\":\"vastctl.guardian/1\",\"exportedAt\":\"x\",\"instances\":{}}",
                "{\"schema\":\"vastctl.guardian/1\",\"exportedAt\":\"x\",\"instances\":[],\"command\":\"rm\"}",
                "{\"schema\":\"vastctl.guardian/1\",\"exportedAt\":\"x\",\"instances\":[{\"instanceId\":\"7/../8\","
                        + "\"expiresAt\":\"2026-01-01T00:00:00Z\",\"apiUrl\":\"https://console.vast.ai\",\"key\":\"secret-key-1\"}]}",
                "{\"schema\":\"vastctl.guardian/1\",\"exportedAt\":\"x\",\"instances\":[{\"instanceId\":7,"
                        + "\"expiresAt\":\"soon\",\"apiUrl\":\"https://console.vast.ai\",\"key\":\"secret-key-1\"}]}",
                "{\"schema\":\"vastctl.guardian/1\",\"exportedAt\":\"x\",\"instances\":[{\"instanceId\":7,"
                        + "\"expiresAt\":\"2026-01-01T00:00:00Z\",\"apiUrl\":\"http://example.com\",\"key\":\"secret-key-1\"}]}"
            })
    void aFileThatIsNotAsItWasExportedIsRefusedInOneLine(String text) throws Exception {
        Path file = home.resolve("g.json");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        Ran ran = guard(file).exits(2);

        assertThat(ran.err().strip().lines()).hasSize(1);
        assertThat(ran.err()).doesNotContain("secret-key-1");
    }

    @Test
    void theClientCanShowAndDestroyAndNothingElse() {
        assertThat(Disposal.class.getMethods())
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("show", "destroy");
        assertThat(Arrays.stream(RestDisposal.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .containsExactlyInAnyOrder("show", "destroy");
    }
}
