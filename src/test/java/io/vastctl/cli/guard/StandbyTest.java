package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.Main;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.guard.GuardLeases;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.ssh.SshKeys;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two guards for one plan: one acts, one stands by. */
class StandbyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** So often one that stands by asks here. */
    private static final Sleeper SHORT = duration -> Sleeper.REAL.sleep(Duration.ofMillis(20));

    private static final Pattern FOUND_AT = Pattern.compile("can be watched at (http://\\S+/)");

    @TempDir
    Path home;

    private final SimulatedMarket market = Served.market("calm", 1);
    private final Map<String, String> variables = new TreeMap<>();
    private final List<Guard> threads = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** A guard on a thread of this process. */
    private record Guard(Thread thread, StringWriter err, CompletableFuture<Integer> code) {

        int end() throws Exception {
            return code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void chooseTheMarket() {
        variables.put("VAST_URL", market.apiUrl().toString());
        variables.put("VASTCTL_PLAN_NAME", "chat");
    }

    @AfterEach
    void close() throws Exception {
        processes.forEach(Process::destroyForcibly);
        for (Guard guard : threads) {
            guard.thread().interrupt();
            guard.thread().join(PATIENCE.toMillis());
        }
        market.close();
    }

    /** Another home for each operator, where the memory allows it. */
    private Shell operator(String name) {
        Shell shell = new Shell(home.resolve(name));
        variables.forEach(shell::with);
        return shell;
    }

    private String plan(String operator) {
        return operator(operator)
                .write(home.resolve(operator).resolve("guard.yaml"), ChatPlan.with(100))
                .toString();
    }

    private Guard standby(String operator, String... more) {
        List<String> words = new ArrayList<>(List.of("guard", "run", plan(operator), "--standby"));
        words.addAll(List.of(more));
        StringWriter err = new StringWriter();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Shell shell = operator(operator);
        Thread thread = new Thread(() -> {
            try {
                code.complete(shell.runForReal(new StringWriter(), err, SHORT, words.toArray(String[]::new)));
            } catch (RuntimeException e) {
                code.completeExceptionally(e);
            }
        });
        Guard guard = new Guard(thread, err, code);
        threads.add(guard);
        thread.start();
        return guard;
    }

    /** A guard in a process of its own, which can be killed. */
    private Process process(String operator) throws IOException {
        Path folder = Files.createDirectories(home.resolve(operator));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "guard",
                        "run",
                        plan(operator))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().putAll(variables);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static void awaitThat(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Sleeper.REAL.sleep(Duration.ofMillis(20));
        }
    }

    private static String url(Guard guard) throws InterruptedException {
        awaitThat("page", () -> FOUND_AT.matcher(guard.err().toString()).find());
        Matcher found = FOUND_AT.matcher(guard.err().toString());
        return found.find() ? found.group(1) : "";
    }

    private static String get(String url) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneActsAndWhenItIsKilledTheOtherTakesOverAndNothingIsRentedTwice(boolean onServer) throws Exception {
        String first = "first";
        String second = onServer ? "second" : first;
        if (onServer) {
            variables.put("VASTCTL_STATE", EmbeddedServer.withTables());
            // A machine lets in whoever has the key that it was rented with.
            Path key = home.resolve("id_ed25519");
            SshKeys.make(key);
            variables.put("VAST_SSH_KEY_PATH", key.toString());
        }
        Process acting = process(first);
        Path said = home.resolve(first).resolve("said.txt");
        awaitThat("first rental", () -> read(said).contains(": READY"));

        Guard behind = standby(second, "--http", "127.0.0.1:0");
        String url = url(behind);
        awaitThat("standing by", () -> behind.err().toString().contains("stands by: process " + acting.pid()));
        assertThat(get(url + "healthz")).startsWith("200 ok: stands by, process " + acting.pid());
        assertThat(get(url + "metrics"))
                .contains("vastctl_guard_acting 0\n")
                .doesNotContain("vastctl_guard_endpoint_wanted");
        assertThat(market.truth().created()).isEqualTo(1);

        acting.destroyForcibly().waitFor();
        awaitThat(
                "taking over",
                () -> get(url + "metrics").contains("vastctl_guard_endpoint_serving{endpoint=\"chat\"} 1"));
        assertThat(get(url + "metrics")).contains("vastctl_guard_acting 1\n");
        assertThat(behind.err().toString()).containsOnlyOnce("stands by").containsOnlyOnce("takes the plan over");
        assertThat(market.truth().alive()).hasSize(1);
        assertThat(market.truth().created()).isEqualTo(1);

        operator(second).run("guard", "stop", "--destroy").exits(0);
        assertThat(behind.end()).isZero();
        assertThat(market.truth().alive()).isEmpty();
        assertThat(market.truth().doubleRentals()).isZero();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of another machine, so that nobody can tell whether it lives. */
    private void heldElsewhere() {
        Shell shell = operator("one");
        shell.run("guard", "once", plan("one"), "--dry-run").exits(0);
        try (Database database =
                Database.open(shell.database(), Clock.fixed(market.truth().clock(), ZoneOffset.UTC))) {
            new GuardLeases(database).take("chat", "another", "process 4711 elsewhere", 4711, Duration.ofMinutes(5));
        }
    }

    @Test
    void aLeaseThatRunsOutIsTakenOverAndNotBefore() throws Exception {
        heldElsewhere();
        Guard behind = standby("one");
        awaitThat("standing by", () -> behind.err().toString().contains("stands by: process 4711 elsewhere"));
        pass(Duration.ofMinutes(4));
        assertThat(behind.err().toString()).doesNotContain("takes the plan over");
        assertThat(market.truth().created()).isZero();

        pass(Duration.ofMinutes(2));
        awaitThat("rental", () -> market.truth().created() == 1);
        assertThat(behind.err().toString()).contains("takes the plan over");
        operator("one").run("guard", "stop", "--destroy").exits(0);
        assertThat(behind.end()).isZero();
    }

    private void pass(Duration time) throws Exception {
        HttpRequest sleep = HttpRequest.newBuilder(URI.create(variables.get("VAST_URL") + "/simulator/clock/sleep"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"millis\":" + time.toMillis() + "}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(sleep, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSignalEndsOneThatStandsByAtOnceAndSystemdIsTold() throws Exception {
        Path heard = home.resolve("heard.txt");
        Path program = Files.createDirectories(home.resolve("programs")).resolve("systemd-notify");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >>'" + heard + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        heldElsewhere();
        variables.put("NOTIFY_SOCKET", "/run/notify");
        variables.put("PATH", String.valueOf(program.getParent()));
        Guard behind = standby("one");
        awaitThat("signs of life", () -> read(heard).contains("WATCHDOG=1"));

        behind.thread().interrupt();

        assertThat(behind.end()).isEqualTo(130);
        List<String> told = Files.readAllLines(heard);
        assertThat(told.get(0)).isEqualTo("READY=1 STATUS=stands by, process 4711 elsewhere keeps chat");
        assertThat(told.get(told.size() - 1)).isEqualTo("STOPPING=1");
        assertThat(market.truth().created()).isZero();
        operator("one").run("guard", "once", plan("one")).exits(75);
    }

    @Test
    void anOrderToEndIsForTheOneThatStandsByToo() throws Exception {
        Guard acting = standby("one");
        awaitThat("rental", () -> acting.err().toString().contains(": READY"));
        Guard behind = standby("one");
        awaitThat("standing by", () -> behind.err().toString().contains("stands by"));

        operator("one").run("guard", "stop").exits(0);

        assertThat(acting.end()).isZero();
        assertThat(behind.end()).isZero();
        assertThat(behind.err().toString()).contains("was told to end, and so this one ends");
        assertThat(market.truth().alive()).hasSize(1);
        operator("one").run("guard", "stop", plan("one"), "--destroy").exits(0);
        assertThat(market.truth().alive()).isEmpty();

        Guard fresh = standby("one");
        awaitThat(
                "an order that was carried out is not for the next guard",
                () -> fresh.err().toString().contains(": READY"));
    }

    @Test
    void oneThatEndsByASignalIsFollowed() throws Exception {
        Guard acting = standby("one");
        awaitThat("rental", () -> acting.err().toString().contains(": READY"));
        Guard behind = standby("one", "--http", "127.0.0.1:0");
        awaitThat("standing by", () -> behind.err().toString().contains("stands by"));

        acting.thread().interrupt();

        assertThat(acting.end()).isEqualTo(130);
        String url = url(behind);
        awaitThat(
                "taking over",
                () -> get(url + "metrics").contains("vastctl_guard_endpoint_serving{endpoint=\"chat\"} 1"));
        assertThat(market.truth().created()).isEqualTo(1);
    }

    @Test
    void withoutAnAnswerOfTheMemoryItSaysSoOnceAndAsksOn() throws Exception {
        String state = EmbeddedServer.withTables();
        variables.put("VASTCTL_STATE", state);
        EmbeddedServer.executeAt(
                state,
                "INSERT INTO guard_leases (guard, holder_id, holder, pid, taken_at_ms, until_ms)"
                        + " VALUES ('chat', 'another', 'process 4711 elsewhere', 4711, 0, 99999999999999)");
        Guard behind = standby("one");
        awaitThat("standing by", () -> behind.err().toString().contains("stands by: process 4711 elsewhere"));

        EmbeddedServer.executeAt(state, "ALTER TABLE guard_leases RENAME TO away");
        awaitThat("silence", () -> behind.err().toString().contains("asks again every 5 s: "));
        EmbeddedServer.executeAt(state, "ALTER TABLE away RENAME TO guard_leases");
        awaitThat("answer", () -> behind.err().toString().contains("the memory answers again"));

        assertThat(behind.err().toString()).containsOnlyOnce("asks again every 5 s: ");
        assertThat(market.truth().created()).isZero();
    }

    @Test
    void aDryRunKeepsNothingSoItDoesNotStandBy() {
        operator("one")
                .run("guard", "run", plan("one"), "--standby", "--dry-run")
                .refuses(2, "--standby and --dry-run exclude each other");
        operator("one").run("guard", "run", plan("one"), "--http-open").refuses(2, "--http-open goes with --http");
        operator("one")
                .run("guard", "run", plan("one"), "--plan-name", "/a b")
                .refuses(2, "--plan-name /a b: expected");
    }
}
