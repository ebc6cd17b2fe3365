package io.vastctl.cli.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.vastctl.cli.GlobalOptions;
import io.vastctl.cli.LastWords;
import io.vastctl.cli.PublishedSchemas;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.cli.Terminal;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.WorkbenchFactory;
import io.vastctl.cli.rent.Ending;
import io.vastctl.outcome.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private Shell shell;
    private HttpServer hook;

    @BeforeEach
    void open() throws IOException {
        shell = new Shell(home);
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int answer = answers.isEmpty() ? 204 : answers.remove(0);
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        hook.start();
    }

    @AfterEach
    void close() {
        hook.stop(0);
    }

    @Test
    void anAddressHearsOfTheBeginAndTheEnd() throws Exception {
        shell.simulate("--notify-url", url(), "--notify-on", "started,ready").exits(0);

        assertThat(heard).hasSize(2);
        for (String notice : heard)
            assertThat(PublishedSchemas.complaints("notice", JSON.readTree(notice)))
                    .isEmpty();
        assertThat(JSON.readTree(heard.get(0)).path("state").asText()).isEqualTo("started");
        JsonNode end = JSON.readTree(heard.get(1));
        assertThat(end.path("schema").asText()).isEqualTo("vastctl.notice/1");
        assertThat(end.path("state").asText()).isEqualTo("ready");
        assertThat(end.path("exitCode").asInt(-1)).isZero();
        assertThat(end.path("costDollars").asDouble()).isPositive();
    }

    @Test
    void onlyWhatWasAskedForIsTold() throws Exception {
        shell.simulate("--notify-url", url(), "--notify-on", "failed,leftover").exits(0);
        assertThat(heard).isEmpty();

        shell.simulate("--notify-url", url(), "--max-price", "0.001").exits(3);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).contains("\"state\":\"failed\"", "\"exitCode\":3");

        shell.run("test", "--notify-url", url()).exits(7);
        assertThat(heard).hasSize(2);
        for (String notice : heard)
            assertThat(PublishedSchemas.complaints("notice", JSON.readTree(notice)))
                    .isEmpty();
    }

    @Test
    void anAddressThatFailsIsAskedAgainAndNeverChangesTheResult() {
        answers.addAll(List.of(503, 500));
        shell.simulate("--notify-url", url()).exits(0);
        assertThat(heard).hasSize(3);

        answers.addAll(List.of(503, 503, 503, 503));
        Ran ran = shell.simulate("--notify-url", url() + "secret-path").exits(0);

        assertThat(heard).hasSize(7);
        assertThat(ran.err())
                .contains("--notify-url: not delivered in 4 tries: 127.0.0.1 answered 503")
                .doesNotContain("secret-path");
    }

    @Test
    void aCommandGetsTheJsonAndTheEssentialsButNoSecret() throws Exception {
        Path told = home.resolve("told");
        String script = "cat > " + told + "; env >> " + told;
        List.of("MY_API_KEY", "DATABASE_URL", "AWS_ACCESS").forEach(name -> shell.with(name, "planted-secret"));
        shell.with("LC_TIME", "C").with("TZ", "UTC");

        shell.simulate("--notify-cmd", "sh -c '" + script + "'").exits(0);

        List<String> lines = Files.readAllLines(told);
        assertThat(JSON.readTree(lines.get(0)).path("state").asText()).isEqualTo("ready");
        assertThat(lines).contains("VASTCTL_NOTICE_STATE=ready", "VASTCTL_NOTICE_EXIT_CODE=0");
        assertThat(lines).contains("LC_TIME=C", "TZ=UTC", "HOME=" + home);
        assertThat(lines).noneMatch(line -> line.contains("planted-secret"));
        // PWD and such are the shell's own.
        assertThat(lines.stream().skip(1).map(line -> line.replaceFirst("=.*", "")))
                .allMatch(name ->
                        name.matches("VASTCTL_NOTICE_.*|LC_.*|PATH|HOME|LANG|LANGUAGE|TZ|USER|LOGNAME|SHELL|TMPDIR"
                                + "|PWD|OLDPWD|SHLVL|_"));
    }

    @Test
    void aCommandIsSplitIntoWordsAndSeesNoShell() {
        assertThat(NotifyCommand.of("--notify-cmd", "a 'b c'  \"d $HOME\" ''", Map.of())
                        .words())
                .containsExactly("a", "b c", "d $HOME", "");
        shell.simulate("--notify-cmd", "a 'b").refuses(2, "--notify-cmd", "is not closed");
        shell.simulate("--notify-cmd", " ").refuses(2, "--notify-cmd", "found none");
        shell.simulate("--notify-url", "ftp://token@x/").refuses(2, "--notify-url", "may hold a secret");
        shell.simulate("--notify-on", "ready").refuses(2, "--notify-on", "--notify-cmd or --notify-url");
    }

    @Test
    void aCommandThatFailsChangesNothing() {
        assertThat(shell.simulate("--notify-cmd", "false").exits(0).err())
                .contains("--notify-cmd: not delivered in 4 tries: it ended with 1");
    }

    @Test
    void whatIsSecretDoesNotLeaveInAMessage() {
        Ending ending = Ending.of(ExitCode.INTERNAL, "the answer was planted-secret-0123456789abcdef, or so");

        Notice notice =
                Notice.over("test", ending, true, shell.time.instant(), List.of("planted-secret-0123456789abcdef"));

        assertThat(notice.json().path("message").asText())
                .startsWith("the answer was ")
                .endsWith(", or so");
        assertThat(notice.json() + notice.variables().toString()).doesNotContain("planted-secret");
    }

    @Test
    void aChannelThatHangsDoesNotStarveAnotherAndIsBrokenOff() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch brokenOff = new CountDownLatch(1);
        Notifier.Channel hangs = channel("--notify-cmd", () -> {
            hanging.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                brokenOff.countDown();
            }
        });
        Notifier.Channel well = channel("--notify-url", told::countDown);
        try (Workbench bench = shell.bench()) {
            Notifier notifier = new Notifier(
                    bench, "test", List.of(hangs, well), EnumSet.allOf(Notice.State.class), moments(10_000, 50));

            notifier.over(Ending.of(ExitCode.INTERNAL, "broken"), true);
            assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            notifier.await(true);

            assertThat(brokenOff.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Of a process that nobody watches, and that SIGTERM interrupts. */
    private Workbench bench(LastWords lastWords) {
        Terminal silent = new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(new StringReader("")),
                false,
                false);
        return new WorkbenchFactory(
                        silent,
                        Map.of("HOME", home.toString()),
                        shell.time,
                        shell.time,
                        () -> ExitCode.TERMINATED,
                        lastWords)
                .open(new GlobalOptions());
    }

    @Test
    void aSignalThatComesWhenTheResultStandsEndsTheWaitAndNothingElse() throws Exception {
        LastWords lastWords = new LastWords();
        CountDownLatch hanging = new CountDownLatch(1);
        Notifier.Channel hangs = channel("--notify-cmd", () -> {
            hanging.countDown();
            new CountDownLatch(1).await();
        });
        try (Workbench bench = bench(lastWords)) {
            assertThat(bench.decided(ExitCode.DONE)).isEqualTo(ExitCode.DONE);
            Notifier notifier = new Notifier(
                    bench, "test", List.of(hangs), EnumSet.allOf(Notice.State.class), moments(600_000, 600_000));
            notifier.over(Ending.of(ExitCode.DONE, ""), true);
            assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(lastWords.unlessDecided(() -> true)).isFalse();
            assertThat(lastWords.endWaiting()).isTrue();

            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> notifier.await(false));
        }
    }

    @Test
    void aSignalThatCameBeforeDecidesHowTheCommandEndsUnlessSomethingMayRun() {
        LastWords lastWords = new LastWords();
        try (Workbench bench = bench(lastWords)) {
            assertThat(lastWords.unlessDecided(() -> true)).isTrue();

            assertThat(bench.decided(ExitCode.DONE)).isEqualTo(ExitCode.TERMINATED);
            assertThat(bench.decided(ExitCode.MAY_STILL_RUN)).isEqualTo(ExitCode.MAY_STILL_RUN);
        }
    }

    @Test
    void aRunThatIsInterruptedWhileItWaitsTellsTheSameCodeEverywhere() throws Exception {
        Path figures = home.resolve("x.prom");
        Thread.currentThread().interrupt();
        Ran ran = shell.simulate(
                "--jitter", "20m", "--lock", "--notify-url", url(), "--metrics-file", figures.toString());
        Thread.interrupted();

        assertThat(ran.code()).isEqualTo(130);
        assertThat(JSON.readTree(heard.get(0)).path("exitCode").asInt()).isEqualTo(130);
        assertThat(JSON.readTree(heard.get(0)).path("simulated").asBoolean()).isTrue();
        assertThat(Files.readString(figures))
                .contains("vastctl_last_run_exit_code{command=\"test\",market=\"simulated\"} 130");
        assertThat(Ending.of(ExitCode.TERMINATED, "").interrupted()).isTrue();
        assertThat(Ending.of(ExitCode.ACCOUNT, "").interrupted()).isFalse();
    }

    @Test
    void aCommandThatHangsIsEndedInTime() {
        NotifyCommand hanging = new NotifyCommand(
                "--notify-cmd", List.of("sh", "-c", "sleep 600; true"), Map.of(), Duration.ofMillis(200));

        assertThatThrownBy(() -> hanging.deliver(Notice.started("test", "run", shell.time.instant())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("still at work after 0.2 s");
    }

    @Test
    void anAnswerThatDripsIsNotReadAndOneThatNeverComesIsNotWaitedFor() throws Exception {
        Notice notice = Notice.started("test", "run", shell.time.instant());
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            List<Socket> kept = new CopyOnWriteArrayList<>();
            Thread answering = new Thread(() -> {
                try {
                    Socket first = server.accept();
                    kept.add(first);
                    first.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\ndrip"
                                    .getBytes(StandardCharsets.US_ASCII));
                    kept.add(server.accept());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            answering.start();

            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> new NotifyUrl("--notify-url", address, Duration.ofSeconds(25)).deliver(notice));
            assertThatThrownBy(() -> new NotifyUrl("--notify-url", address, Duration.ofMillis(200)).deliver(notice))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no answer within 0.2 s");
            answering.join();
            for (Socket socket : kept) socket.close();
        }
    }

    @Test
    void anAddressThatCannotBeOrWouldGoInClearIsRefusedAtTheStart() {
        shell.simulate("--notify-url", "https://example.org:99999/x").refuses(2, "--notify-url", "expected an address");
        shell.simulate("--notify-url", "http://example.org/x")
                .refuses(2, "--notify-url", "http:// is for this machine only");
    }

    private interface Telling {
        void tell() throws InterruptedException;
    }

    private static Notifier.Channel channel(String option, Telling telling) {
        return new Notifier.Channel() {
            @Override
            public String option() {
                return option;
            }

            @Override
            public void deliver(Letter letter) throws InterruptedException {
                telling.tell();
            }
        };
    }

    private static Notifier.Patience moments(long calm, long hurried) {
        return new Notifier.Patience(Duration.ofMillis(calm), Duration.ofMillis(hurried));
    }

    private String url() {
        return "http://127.0.0.1:" + hook.getAddress().getPort() + "/";
    }
}
