package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {

    private static final String KEY = "planted-api-key-77ab01";
    private static final String TOKEN = "hf_plantedtoken42";

    /** The kinds of requests as a run counts them, and what they look like. */
    private static final Map<String, String> KINDS = Map.of(
            "show charges", "GET /api/v0/charges/\\?.*",
            "request logs", "PUT /api/v0/instances/request_logs/INSTANCE/",
            "show user", "GET /api/v0/users/current/",
            "list instances", "GET /api/v1/instances/\\?.*",
            "search", "POST /api/v0/bundles/",
            "create", "PUT /api/v0/asks/OFFER/",
            "attach SSH key", "POST /api/v0/instances/INSTANCE/ssh/",
            "show instance", "GET /api/v0/instances/INSTANCE/\\?owner=me",
            "destroy", "DELETE /api/v0/instances/INSTANCE/");

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test",
                "up",
                "offers",
                "instances",
                "down 5",
                "down --all",
                "reap",
                "renew 5",
                "tunnel 5",
                "hosts show 5 --reports"
            })
    void itNeedsNoKeySendsNothingAndSaysWhatWouldBeSent(String command) {
        // Nobody listens there: a request would end the command.
        Shell shell = new Shell(home).with("VAST_URL", "http://127.0.0.1:9");

        Ran ran = shell.run((command + " --explain").split(" ")).exits(0);

        assertThat(ran.out()).contains("to http://127.0.0.1:9", "none was sent").containsPattern(" 1\\. [A-Z]+ /api/");
        assertThat(ran.err()).isEmpty();
        assertThat(home.resolve("state")).doesNotExist();
    }

    @Test
    void allThatARunAsksForIsInItsPlan() {
        Shell shell = new Shell(home);
        String counted = shell.simulate("-v").exits(0).err();
        Matcher calls = Pattern.compile("API calls: \\d+ \\((.*?)\\);").matcher(counted);
        assertThat(calls.find()).as(counted).isTrue();

        List<String> planned =
                Ran.items(shell.run("test", "--explain", "-o", "json")
                                .exits(0)
                                .json("requests")
                                .path("requests"))
                        .stream()
                        .map(request -> request.path("method").asText() + " "
                                + request.path("path").asText())
                        .toList();

        List<String> kinds = List.of(calls.group(1).replaceAll(" \\d+", "").split(", ", -1));
        assertThat(kinds).contains("create", "destroy", "search");
        for (String kind : kinds)
            assertThat(planned).as(kind).anyMatch(request -> request.matches(KINDS.getOrDefault(kind, "unknown kind")));
    }

    @Test
    void theBodiesAreThoseOfTheRunAndHoldNoSecret() {
        Shell shell = new Shell(home).with("VAST_API_KEY", KEY).with("HF_TOKEN", TOKEN);
        shell.write(shell.config().resolve("workloads/gated.yaml"), """
                name: gated
                image: vllm/vllm-openai:v0.10.2
                model: TinyLlama/TinyLlama-1.1B-Chat-v1.0
                vram-gb: 8
                disk-gb: 40
                image-gb: 9
                model-gb: 2.2
                pass-env: [HF_TOKEN]
                env: {PLAIN: visible-value}
                """);

        Ran ran = shell.run(
                        "test",
                        "--explain",
                        "--workload",
                        "gated",
                        "--max-price",
                        "0.42",
                        "--strictness",
                        "balanced",
                        "-o",
                        "json")
                .exits(0);

        assertThat(ran.out()).doesNotContain(KEY, TOKEN, "visible-value");
        JsonNode requests = ran.json("requests").path("requests");
        JsonNode search = body(requests, "/api/v0/bundles/");
        assertThat(search.at("/dph_total/lte").asDouble()).isEqualTo(0.42);
        assertThat(search.at("/reliability/gte").asDouble()).isEqualTo(0.98);
        JsonNode create = body(requests, "/api/v0/asks/OFFER/");
        assertThat(create.path("image").asText()).isEqualTo("vllm/vllm-openai:v0.10.2");
        assertThat(create.path("env").path("HF_TOKEN").asText()).isEqualTo("[hidden]");
        assertThat(create.path("env").path("-p 8000:8000").asText()).isEqualTo("1");
        assertThat(create.path("onstart").asText()).matches("\\[\\d+ characters]");
    }

    @Test
    void whatIsKeptIsDestroyedOnlyAfterAFailure() {
        Shell shell = new Shell(home);

        assertThat(shell.run("up", "--explain").out()).contains("only if the attempt failed");
        assertThat(shell.run("test", "--explain").out()).contains("verified or failed");
    }

    @Test
    void withoutRequestsItSaysSo() {
        assertThat(new Shell(home)
                        .run("hosts", "show", "5", "--explain")
                        .exits(0)
                        .out())
                .isEqualTo("hosts show sends no request." + System.lineSeparator());
    }

    @Test
    void badArgumentsAreRefusedAsEver() {
        new Shell(home).run("test", "--explain", "--max-price", "abc").refuses(2, "abc");
        new Shell(home).run("offers", "--explain", "-o", "csv").refuses(2, "--explain", "csv");
        new Shell(home).run("offers", "--explain", "--api-url", "ftp://x.y").refuses(2, "ftp://x.y");
    }

    @Test
    void openRentalsInTheJournalBringASweepBeforeEverythingElse() {
        Shell shell = new Shell(home);
        assertThat(shell.run("offers", "--explain").out()).doesNotContain("journal");
        DeadRun.leavesOpen(shell, "real");

        assertThat(shell.run("offers", "--explain").out())
                .contains("1. GET /api/v0/users/current/", "because the journal has rentals that are not closed");
    }

    private static JsonNode body(JsonNode requests, String path) {
        return Ran.items(requests).stream()
                .filter(request -> request.path("path").asText().equals(path))
                .findFirst()
                .orElseThrow()
                .path("body");
    }
}
