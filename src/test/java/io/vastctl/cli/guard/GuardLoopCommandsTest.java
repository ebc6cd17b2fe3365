package io.vastctl.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Database;
import io.vastctl.memory.guard.GuardLeases;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard's commands against a served market, over sockets. */
class GuardLoopCommandsTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    @TempDir
    Path home;

    private Optional<SimulatedMarket> serving = Optional.empty();
    private Shell shell = new Shell(Path.of("unset"));
    private String plan = "";

    @BeforeEach
    void serve() {
        SimulatedMarket market = SimulatedMarket.serve(
                new SimulatedMarket.Options("calm", 1, 1_000_000, Optional.empty(), 0, START),
                new SimulatedMarket.Service(1, Clock.systemUTC(), Sleeper.REAL, (at, method, path, status) -> {}));
        serving = Optional.of(market);
        shell = new Shell(home.resolve("operator"))
                .with("VAST_URL", market.apiUrl().toString());
        plan = shell.write(home.resolve("guard.yaml"), ChatPlan.TEXT).toString();
    }

    @AfterEach
    void close() {
        serving.ifPresent(SimulatedMarket::close);
    }

    private int alive() {
        return serving.orElseThrow().truth().alive().size();
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() {
        Ran ran = shell.run("guard", "once", plan, "--dry-run").exits(0);

        assertThat(ran.err()).contains("would rent for chat", "BELOW_COUNT");
        assertThat(alive()).isZero();
        JsonNode status =
                shell.run("guard", "status", plan, "-o", "json").exits(0).json("guard-status");
        assertThat(status.path("running").asBoolean(true)).isFalse();
    }

    @Test
    void onceRentsWhatIsWantingAndWhatItDecidedCanBeReadAndReplayed() {
        shell.run("guard", "once", plan).exits(0);

        assertThat(alive()).isEqualTo(1);
        JsonNode decisions =
                shell.run("guard", "decisions", plan, "-o", "json").exits(0).json("guard-decisions");
        assertThat(Ran.items(decisions.path("decisions")))
                .extracting(row -> row.path("action").asText())
                .containsExactly("Rent");
        JsonNode replay =
                shell.run("guard", "replay", plan, "-o", "json").exits(0).json("guard-replay");
        assertThat(replay.path("looks").asInt()).as("looks on while it rents").isBetween(2, 60);
        assertThat(replay.path("differing").asInt()).isZero();

        Path figures = home.resolve("guard.prom");
        shell.run("guard", "once", plan, "--metrics-file", figures.toString()).exits(0);
        assertThat(figures)
                .content()
                .contains("vastctl_guard_acting 1", "vastctl_guard_endpoint_serving{endpoint=\"chat\"} 1");
        assertThat(alive()).isEqualTo(1);
        shell.run("guard", "status", plan).exits(0).says("chat: 1 of 1 serve");
        JsonNode status =
                shell.run("guard", "status", plan, "-o", "json").exits(0).json("guard-status");
        assertThat(Ran.items(status.path("rentals"))).hasSize(1);

        shell.run("guard", "stop", plan, "--destroy").exits(0);
        assertThat(alive()).isZero();
    }

    @Test
    void aSecondGuardOfTheSamePlanDoesNotStartAndNamesTheFirst() {
        shell.run("guard", "once", plan, "--dry-run").exits(0);
        try (Database database = Database.open(
                shell.database(), Clock.fixed(serving.orElseThrow().truth().clock(), java.time.ZoneOffset.UTC))) {
            new GuardLeases(database).take(real(plan), "another", "process 4711 elsewhere", 4711, Duration.ofDays(1));
        }

        Ran second = shell.run("guard", "once", plan).exits(75);

        assertThat(second.err()).contains("another guard keeps this plan: process 4711 elsewhere");
        assertThat(alive()).isZero();
        shell.run("guard", "stop", plan).exits(0).says("is told to end");
    }

    @Test
    void aDrainedEndpointIsNotRentedUntilTheOrderIsLifted() {
        shell.run("guard", "drain", plan, "--endpoint", "chat").exits(0).says("kept empty");
        shell.run("guard", "once", plan).exits(0);
        assertThat(alive()).isZero();

        shell.run("guard", "drain", plan, "--endpoint", "chat", "--undo").exits(0);
        assertThat(shell.run("guard", "once", plan, "--dry-run").exits(0).err()).contains("would rent for chat");
        shell.run("guard", "drain", plan, "--endpoint", "chta").refuses(2, "did you mean", "chat");
    }

    @Test
    void aPlanThatNobodyEverKeptIsOneLine() {
        shell.run("guard", "status", plan).exits(0).says("No guard has kept " + real(plan) + " yet; begin with");
        assertThat(shell.run("guard", "status", plan, "-o", "json")
                        .exits(0)
                        .json("guard-status")
                        .path("running")
                        .asBoolean(true))
                .isFalse();
        shell.run("guard", "status", home.resolve("no.yaml").toString()).refuses(2, "there is no such plan");
        assertThat(shell.database()).doesNotExist();
    }

    /** One rent for all that is read afterwards. */
    @Test
    void whatWasSeenAndDecidedCanBeReadFilteredAndWatched() {
        shell.run("guard", "once", plan).exits(0);
        shell.run("guard", "once", plan).exits(0);

        decisionsAreFilteredAndShowWhatTheyWereDecidedBy();
        theStatusNamesCardsLimitsMoneyAndLease();
        watchingNeedsATerminalAndEndsWithQ();
        shell.run("guard", "stop", plan, "--destroy").exits(0);
        assertThat(alive()).isZero();
    }

    private void decisionsAreFilteredAndShowWhatTheyWereDecidedBy() {
        assertThat(rules("--all")).contains("BELOW_COUNT");
        assertThat(rules("--rule", "below-count", "--limit", "1")).containsExactly("BELOW_COUNT");
        assertThat(rules("--endpoint", "chat")).containsExactly("BELOW_COUNT");
        assertThat(rules("--endpoint", "other")).isEmpty();
        shell.run("guard", "decisions", plan, "--rule", "HOTT").refuses(2, "--rule HOTT", "did you mean HOT?");
        shell.run("guard", "decisions", plan, "--limit", "0").refuses(2, "--limit 0");
        shell.run("guard", "decisions", plan, "--endpoint", "other").exits(0).says("Nothing that fits");

        JsonNode row = shell.run("guard", "decisions", plan, "--inputs", "-o", "json")
                .exits(0)
                .json("guard-decisions")
                .path("decisions")
                .path(0);
        assertThat(row.path("endpoint").asText()).isEqualTo("chat");
        assertThat(row.path("inputs").path("endpoint").path("serving").asInt(-1))
                .isZero();
        assertThat(row.path("inputs").path("money").path("budgetDayDollars").asInt())
                .isEqualTo(10);
        shell.run("guard", "decisions", plan, "--inputs").exits(0).says("why: chat has fewer rentals", "money: $");
        assertThat(shell.run("guard", "decisions", plan, "-o", "csv").exits(0).out())
                .startsWith("at,rule,action,subject,endpoint,reason\n")
                .contains(",BELOW_COUNT,Rent,chat,chat,");
    }

    private List<String> rules(String... options) {
        List<String> args = new ArrayList<>(List.of("guard", "decisions", plan, "-o", "json"));
        args.addAll(List.of(options));
        JsonNode json = shell.run(args.toArray(String[]::new)).exits(0).json("guard-decisions");
        return Ran.items(json.path("decisions")).stream()
                .map(row -> row.path("rule").asText())
                .toList();
    }

    private void theStatusNamesCardsLimitsMoneyAndLease() {
        JsonNode status =
                shell.run("guard", "status", plan, "-o", "json").exits(0).json("guard-status");

        JsonNode rental = status.path("rentals").path(0);
        assertThat(rental.path("serving").asBoolean()).isTrue();
        assertThat(rental.path("firstTokenSeconds").asDouble()).isPositive();
        assertThat(rental.path("leaseUntil").asText()).isNotEmpty();
        assertThat(rental.path("cards").path(0).path("celsius").asDouble()).isPositive();
        assertThat(rental.path("cards").path(0).path("limits").path("critical").asDouble())
                .isGreaterThan(80);
        assertThat(status.path("endpoints").path(0).path("serving").asInt()).isEqualTo(1);
        assertThat(status.path("budgetHourDollars").asDouble()).isEqualTo(1);
        assertThat(status.path("ageSeconds").isNumber()).isTrue();
        assertThat(status.path("warnings").toString()).contains("Nobody keeps this plan now");
    }

    private void watchingNeedsATerminalAndEndsWithQ() {
        shell.run("guard", "status", plan, "--watch").refuses(2, "--watch: this is no terminal to redraw on");
        shell.run("guard", "status", plan, "--watch", "-o", "json").refuses(2, "--watch", "-o json");
        Ran watched = shell.answering("q").runOnScreen("guard", "status", plan, "--watch");
        assertThat(watched.exits(0).err()).contains("guard.yaml", "chat: ", "today");
    }

    @Test
    void anAddressThatOthersCouldReachIsRefusedBeforeAnythingIsRented() {
        shell.run("guard", "run", plan, "--http", "0.0.0.0:9464").refuses(2, "--http 0.0.0.0:9464", "ssh -L");
        shell.run("guard", "run", plan, "--http", "9464").refuses(2, "--http 9464", "127.0.0.1:9464");
        assertThat(alive()).isZero();
    }

    @Test
    void aGuardAtWorkCanBeWatchedWhileItRunsAndLetsGoOfItsPort() throws Exception {
        StringWriter err = new StringWriter();
        Thread guard = new Thread(
                () -> shell.runForReal(new StringWriter(), err, "guard", "run", plan, "--http", "127.0.0.1:0"));
        guard.start();
        try {
            String url = eventually(() -> Optional.of(FOUND_AT.matcher(err.toString()))
                    .filter(Matcher::find)
                    .map(found -> found.group(1)));
            String health = eventually(() -> Optional.of(get(url + "healthz")).filter(text -> text.startsWith("ok")));
            assertThat(health).contains("the last look is");
            assertThat(get(url)).contains("/guard.yaml", "Endpoints", "Spend against budget");
            assertThat(get(url + "metrics")).contains("vastctl_guard_endpoint_wanted{endpoint=\"chat\"} 1");
            shell.run("guard", "run", plan, "--http", url.replaceAll("http://|/$", ""))
                    .refusesAtTheEnd(2, "--http", "the port cannot be had");
        } finally {
            guard.interrupt();
            guard.join(Duration.ofSeconds(60).toMillis());
        }
        assertThat(guard.isAlive()).isFalse();
    }

    private static final Pattern FOUND_AT = Pattern.compile("can be watched at (http://\\S+/)");

    private static <T> T eventually(Supplier<Optional<T>> look) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = look.get();
            if (found.isPresent()) return found.get();
            Sleeper.REAL.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("it did not come");
    }

    private static String get(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String real(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
