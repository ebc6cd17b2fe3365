package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.vastctl.cli.Freshness;
import io.vastctl.cli.PublishedSchemas;
import io.vastctl.cli.Shell;
import io.vastctl.config.GuardSetup;
import io.vastctl.guard.Action;
import io.vastctl.guard.Action.Tell.Urgency;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rule;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.memory.guard.GuardTick;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard's notices, to a real address and a real program. */
class GuardBellTest {

    private static final Action.Tell BLIND =
            new Action.Tell(Urgency.WARNING, "api", "the API has told nothing for 30 s");
    private static final String SECRET = "planted-key-abcdef0123456789";

    @TempDir
    Path home;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Duration patience = Duration.ofSeconds(30);
    private Shell shell = new Shell(Path.of("unset"));
    private Optional<HttpServer> hook = Optional.empty();

    @BeforeEach
    void listen() throws IOException {
        shell = new Shell(home).with("VAST_API_KEY", SECRET);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        hook = Optional.of(server);
    }

    @AfterEach
    void stop() {
        hook.ifPresent(server -> server.stop(0));
    }

    private String url() {
        return "http://127.0.0.1:" + hook.orElseThrow().getAddress().getPort() + "/";
    }

    private static GuardSetup setup(Optional<String> url, Optional<String> command) {
        Plan plan = Plan.of(List.of(), new Budget(1, 10, 100, 1, Budget.LOW_CREDIT, ZoneOffset.UTC));
        return new GuardSetup(plan, Duration.ofSeconds(30), url, command);
    }

    private GuardBell bell(GuardSetup setup) {
        return bell(new AtomicReference<>(setup));
    }

    private GuardBell bell(AtomicReference<GuardSetup> setup) {
        return new GuardBell(
                shell.bench(),
                "/etc/guard.yaml",
                true,
                shell.time,
                () -> Optional.ofNullable(setup.get()).orElseThrow(),
                said::add,
                patience);
    }

    private List<JsonNode> letters() throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (String text : posted) letters.add(new ObjectMapper().readTree(text));
        return letters;
    }

    @Test
    void aMatterGoesToTheAddressAndToTheCommandOnce() throws Exception {
        Path file = home.resolve("told");
        try (GuardBell bell = bell(setup(
                Optional.of(url()),
                Optional.of(
                        "sh -c 'cat >> \"" + file + "\"; echo $VASTCTL_NOTICE_URGENCY" + " >> \"" + file + "\"'")))) {
            for (int tick = 0; tick < 5; tick++)
                bell.told(new Action.Tell(Urgency.WARNING, "api", "the API has told nothing for " + tick + " s"));
            bell.told(new Action.Tell(Urgency.ALARM, "api", "the API has told nothing for 6 h with " + SECRET));
        }

        assertThat(letters())
                .extracting(letter -> letter.path("urgency").asText())
                .containsExactly("warning", "alarm");
        assertThat(letters().get(0).path("text").asText()).isEqualTo("the API has told nothing for 0 s");
        for (JsonNode letter : letters())
            assertThat(PublishedSchemas.complaints("guard-notice", letter)).isEmpty();
        assertThat(posted.toString()).doesNotContain(SECRET);
        assertThat(Files.readString(file))
                .contains("guard-notice", "\nwarning\n", "\nalarm\n")
                .doesNotContain(SECRET);
        assertThat(said).isEmpty();
    }

    @Test
    void whatHoldsOnOrComesBackIsToldAgainOnlyLater() throws Exception {
        try (GuardBell bell = bell(setup(Optional.of(url()), Optional.empty()))) {
            bell.told(BLIND);
            shell.time.sleep(Freshness.QUIET.minusSeconds(1));
            bell.told(BLIND);
            shell.time.sleep(Duration.ofSeconds(1));
            bell.told(BLIND);
        }

        assertThat(posted).hasSize(2);
    }

    @Test
    void aMachineThatIsCutOffRingsAndOneThatIsGivenBackInOrderDoesNot() throws Exception {
        try (GuardBell bell = bell(setup(Optional.of(url()), Optional.empty()))) {
            bell.decided(new Decision(new Action.Retire(1), Rule.SURPLUS, "one too many"));
            bell.decided(new Decision(new Action.Drain(2), Rule.HOT, "91 °C"));
            bell.decided(new Decision(new Action.Retire(3), Rule.HOT, "91 °C for 15 min"));
            bell.decided(new Decision(new Action.CutOff(4), Rule.CRITICAL_HEAT, "95 °C"));
        }

        assertThat(letters())
                .extracting(letter -> letter.path("urgency").asText() + " "
                        + letter.path("subject").asText())
                .containsExactly("warning instance 3", "alarm instance 4");
    }

    @Test
    void whatAnEarlierProcessToldIsNotToldAgain() {
        GuardDecisionRow row = new GuardDecisionRow(
                shell.time.instant(),
                "BLIND",
                "Tell",
                "api",
                "",
                BLIND.text(),
                "{\"kind\":\"Tell\",\"urgency\":\"WARNING\",\"subject\":\"api\",\"text\":\"" + BLIND.text() + "\"}");
        GuardTick tick = new GuardTick("plan", shell.time.instant(), "{}", "{}", "{}", List.of(row));
        try (GuardBell bell = bell(setup(Optional.of(url()), Optional.empty()))) {
            bell.knows(Optional.of(tick));
            bell.told(BLIND);
        }

        assertThat(posted).isEmpty();
    }

    @Test
    void aReaderThatHangsHoldsNobodyUpAndIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            patience = Duration.ofMillis(500);
            String address = "http://127.0.0.1:" + silent.getLocalPort() + "/";
            GuardBell bell = bell(setup(Optional.of(address), Optional.of("false")));

            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                for (int i = 0; i < 1000; i++) bell.told(new Action.Tell(Urgency.NOTE, "matter " + i, "text"));
            });
            assertTimeoutPreemptively(Duration.ofSeconds(30), bell::close);
            assertThat(said)
                    .anyMatch(line -> line.startsWith("notify.command: not delivered in 4 tries: it ended with 1"));
            assertThat(said.toString()).doesNotContain(address);
        }
    }

    @Test
    void aPlanReadAgainMayNameAnother() {
        AtomicReference<GuardSetup> setup = new AtomicReference<>(setup(Optional.empty(), Optional.empty()));
        try (GuardBell bell = bell(setup)) {
            bell.told(BLIND);
            setup.set(setup(Optional.of(url()), Optional.empty()));
            bell.told(new Action.Tell(Urgency.ALARM, "storm", "3 of 3 fail"));
        }

        assertThat(posted).singleElement().asString().contains("storm");
    }
}
