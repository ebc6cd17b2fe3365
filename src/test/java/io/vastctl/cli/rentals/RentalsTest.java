package io.vastctl.cli.rentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Journal;
import io.vastctl.simulator.SimulatedMarket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up}, {@code instances}, {@code down} and {@code reap} on a served market. */
class RentalsTest {

    @TempDir
    Path home;

    private Shell shell(SimulatedMarket market, String name) {
        return new Shell(home.resolve(name)).with("VAST_URL", market.apiUrl().toString());
    }

    @Test
    void upKeepsWhatItVerifiedAndItsKeyOpensTheEndpointAndIsStoredNowhere() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market, "a");

            JsonNode run = Served.up(shell);

            JsonNode endpoint = run.path("endpoint");
            String key = endpoint.path("apiKey").asText();
            assertThat(key).startsWith("vctl-").hasSizeGreaterThan(40);
            assertThat(answer(endpoint.path("url").asText() + "/models", key)).isEqualTo(200);
            assertThat(answer(endpoint.path("url").asText() + "/models", "wrong"))
                    .isEqualTo(401);
            assertThat(run.path("kept").path(0).path("instanceId").asLong()).isEqualTo(Served.instance(run));
            assertThat(run.path("attempts").path(0).path("cleanup").asText()).isEqualTo("kept");
            assertThat(market.truth().alive()).hasSize(1);
            try (var files = Files.walk(shell.home)) {
                for (Path file : files.filter(Files::isRegularFile).toList())
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(key);
            }
        }
    }

    private static int answer(String url, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + key)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void upTellsPeopleHowToUseItAndHowToEndIt() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Ran ran = shell(market, "a").run("up", "--strictness", "balanced").exits(0);

            long id = market.truth().alive().get(0).id();
            ran.says("kept, still billing", "Endpoint  http://", "Key       vctl-", "Try it    curl -s http://");
            ran.says("vastctl down " + id, "Lease     ");
        }
    }

    @Test
    void upDestroysWhatFailedAndKeepsOnlyWhatWasVerified() {
        try (SimulatedMarket market = Served.market("hostile", 5)) {
            Ran ran = shell(market, "a").run("up", "--strictness", "balanced", "-o", "json");

            JsonNode run = ran.json("run");
            assertThat(run.path("attempts").size()).isGreaterThan(1);
            boolean ready = run.path("outcome").asText().equals("ready");
            assertThat(market.truth().alive()).hasSize(ready ? 1 : 0);
            assertThat(ran.code()).isEqualTo(run.path("exitCode").asInt(-1));
        }
    }

    @Test
    void upInTheBuiltInMarketIsRefusedForItWouldEndWithTheCommand() {
        new Shell(home).run("up", "--simulate").refuses(2, "vastctl simulate serve");
        new Shell(home)
                .run("up", "--simulate", "--dry-run", "--strictness", "balanced")
                .exits(0)
                .says("Nothing was rented.");
    }

    @Test
    void downDestroysAndProvesAndIsDoneTheSecondTimeToo() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market, "a");
            JsonNode run = Served.up(shell);
            String id = String.valueOf(Served.instance(run));

            JsonNode down = shell.run("down", id, "-o", "json").exits(0).json("down");

            assertThat(down.path("destroyed").path(0).path("instanceId").asText())
                    .isEqualTo(id);
            assertThat(down.path("destroyed").path(0).path("costDollars").asDouble())
                    .isCloseTo(market.truth().dollarsSpent(), within(0.0006));
            assertThat(down.path("destroyed").path(0).path("billed").asBoolean())
                    .isTrue();
            assertThat(down.path("stillRunning")).isEmpty();
            assertThat(market.truth().alive()).isEmpty();
            shell.run("down", id).exits(0).says("instance " + id + ": not there any more");
            shell.run("instances").exits(0).says("No instances.");
        }
    }

    @Test
    void whatIsNotOursIsNamedAndNeverTouchedNotEvenBesideOneThatIs() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell mine = shell(market, "mine");
            long ours = Served.instance(Served.up(mine));
            long likeOurs = Served.instance(Served.up(shell(market, "other")));
            long foreign = Served.instance(Served.up(shell(market, "third"), "--label-prefix", "somebody"));

            mine.run("down", String.valueOf(ours), String.valueOf(foreign))
                    .refuses(2, "instance " + foreign + " is not touched: foreign", "somebody-");
            mine.run("down", String.valueOf(likeOurs)).refuses(2, "not in this journal");
            assertThat(market.truth().alive()).hasSize(3);

            JsonNode listed = mine.run("instances", "-o", "json").exits(0).json("instances");
            assertThat(Ran.items(listed.path("instances")))
                    .extracting(row -> row.path("class").asText())
                    .containsExactlyInAnyOrder("kept", "ours_unknown", "foreign");
            double burn = Ran.items(listed.path("instances")).stream()
                    .mapToDouble(row -> row.path("dollarsPerHour").asDouble())
                    .sum();
            assertThat(listed.path("dollarsPerHour").asDouble())
                    .isCloseTo(burn, org.assertj.core.data.Offset.offset(1e-5));

            mine.run("reap", "--yes").exits(0).says("Nothing to destroy.");
            mine.run("down", "--all", "--yes").exits(0);
            assertThat(market.truth().alive())
                    .extracting(living -> living.id())
                    .containsExactlyInAnyOrder(likeOurs, foreign);
        }
    }

    @Test
    void wrongNumbersGetOneLine() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market, "a");
            JsonNode run = Served.up(shell);
            long id = Served.instance(run);
            String label = run.path("kept").path(0).path("label").asText();

            shell.run("down").refuses(2, "name the instances", "--all");
            shell.run("down", "x7").refuses(2, "\"x7\": expected an instance's number");
            shell.run("down", label).refuses(2, "this label's is " + id);
            shell.run("down", String.valueOf(id + 1)).refuses(2, "no instance " + (id + 1), "did you mean " + id);
            shell.run("down", "--all").refusesAtTheEnd(2, "nothing was destroyed: add --yes");
            assertThat(market.truth().alive()).hasSize(1);
        }
    }

    @Test
    void reapTakesOrphansAndOverdueOnesAfterAQuestionAndLeavesWhatIsKept() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market, "a");
            long kept = Served.instance(Served.up(shell));
            long orphan = Served.instance(Served.up(shell));
            long overdue = Served.instance(Served.up(shell));
            Served.asItsOwner(shell, orphan, (journal, label) -> journal.unknown(label, "nobody could tell"));
            Served.asItsOwner(
                    shell, overdue, (journal, label) -> journal.renewed(label, Served.START.minus(Duration.ofDays(1))));

            Ran listed = shell.run("instances").exits(0).says("kept", "orphan", "overdue", "over");
            assertThat(listed.err()).contains("instance " + orphan, "instance " + overdue, "vastctl reap --yes");
            shell.run("reap", "--dry-run").exits(0).says("Nothing was destroyed.", String.valueOf(orphan));
            shell.run("reap").refusesAtTheEnd(2, "nothing was destroyed: add --yes");
            shell.run("reap", "--older-than", "7d", "--yes").exits(0).says("Nothing to destroy.");
            assertThat(market.truth().alive()).hasSize(3);

            JsonNode reaped =
                    shell.answering("y").run("reap", "-o", "json").exits(0).json("reap");

            assertThat(Ran.items(reaped.path("destroyed")))
                    .extracting(one -> one.path("instanceId").asLong())
                    .containsExactlyInAnyOrder(orphan, overdue);
            assertThat(market.truth().alive()).extracting(living -> living.id()).containsExactly(kept);
        }
    }

    /** The owner of the entry is a process that has ended, as after kill -9. */
    @Test
    void whatAProcessLeftInTheMiddleIsReapedAtOnce() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market, "a");
            JsonNode run = Served.up(shell);
            String label = run.path("kept").path(0).path("label").asText();
            Served.asItsOwner(shell, Served.instance(run), (journal, name) -> journal.destroying(name));

            JsonNode listed = shell.run("instances", "-o", "json").exits(0).json("instances");
            assertThat(listed.path("instances").path(0).path("class").asText()).isEqualTo("orphan");
            shell.run("reap", "--yes").exits(0).says("destroyed", label);

            assertThat(market.truth().alive()).isEmpty();
            assertThat(Served.state(shell, label)).isEqualTo(Journal.State.GONE);
        }
    }

    @Test
    void aMarketThatWentAwayIsOneLineAndDestroysNothing() {
        SimulatedMarket market = Served.market("calm", 1);
        Shell shell = shell(market, "a");
        String id = String.valueOf(Served.instance(Served.up(shell)));
        market.close();
        Shell keyed = shell.with("VAST_API_KEY", "any");

        for (List<String> args : List.of(List.of("instances"), List.of("down", id), List.of("reap", "--yes"))) {
            Ran ran = keyed.run(args.toArray(String[]::new)).exits(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).doesNotContain("internal error");
        }
    }

    @Test
    void aBlindApiDoesNotHideWhatTheJournalKnows() {
        SimulatedMarket market = Served.market("calm", 1);
        Shell shell = shell(market, "a");
        long orphan = Served.instance(Served.up(shell));
        Served.asItsOwner(shell, orphan, (journal, label) -> journal.unknown(label, "nobody could tell"));
        market.close();
        shell.with("VAST_API_KEY", "any");

        for (List<String> args : List.of(
                List.of("instances"),
                List.of("down", String.valueOf(orphan)),
                List.of("reap", "--yes", "-o", "json"))) {
            Ran ran = shell.run(args.toArray(String[]::new)).exits(6);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err().lines().reduce("", (before, line) -> line))
                    .contains("MAY STILL BE RUNNING: instance " + orphan)
                    .endsWith("vastctl reap --yes");
        }
    }
}
