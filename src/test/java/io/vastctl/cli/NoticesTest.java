package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

        shell.simulate("--notify-cmd", "sh -c '" + script + "'").exits(0);

        List<String> lines = Files.readAllLines(told);
        assertThat(JSON.readTree(lines.get(0)).path("state").asText()).isEqualTo("ready");
        assertThat(lines).contains("VASTCTL_NOTICE_STATE=ready", "VASTCTL_NOTICE_EXIT_CODE=0");
        assertThat(lines).noneMatch(line -> line.matches("[A-Z_]*(API_KEY|TOKEN)=.*"));
    }

    @Test
    void aCommandIsSplitIntoWordsAndSeesNoShell() {
        assertThat(NotifyCommand.of("a 'b c'  \"d $HOME\" ''", Map.of()).words()).containsExactly("a", "b c", "d $HOME", "");
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
        shell.with("VAST_API_KEY", "planted-secret-0123456789abcdef");
        Ran ran = shell.run(
                "test",
                "--api-url",
                "http://127.0.0.1:9",
                "--notify-url",
                url(),
                "--report",
                "junit=" + home.resolve("x"));

        assertThat(ran.code()).isNotZero();
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0) + ran.err()).doesNotContain("planted-secret");
    }

    private String url() {
        return "http://127.0.0.1:" + hook.getAddress().getPort() + "/";
    }
}
