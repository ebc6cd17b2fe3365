package io.vastctl.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.cli.text.UsageException;
import io.vastctl.provision.Redaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guard's page, asked over HTTP. */
class BoardTest {

    private static final String SECRET = "planted-key-abcdef0123456789";
    private static final Pattern SAMPLE = Pattern.compile(
            "(vastctl_guard_[a-z_]+)(?:\\{[a-z]+=\"[^\"]*\"(?:,[a-z]+=\"[^\"]*\")*})? -?\\d+(?:\\.\\d+)?");

    private final AtomicLong steady = new AtomicLong(86_400);
    private final Board board = Board.open(
            Listening.at("--http", "127.0.0.1:0", false),
            Picture.before("/etc/vastctl/guard.yaml", false),
            Clock.fixed(Looks.NOW, ZoneOffset.UTC),
            () -> Duration.ofSeconds(steady.get()),
            Duration.ofSeconds(30),
            Redaction.hiding(List.of(SECRET))::clean);

    @AfterEach
    void close() {
        board.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(board.url().replaceAll("/$", path)))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void pass(Duration time) {
        steady.addAndGet(time.toSeconds());
    }

    @Test
    void healthIsGoodOnlyWhileTheLastLookIsYoung() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").body()).isEqualTo("no look yet, waiting for 0 s; longest 5 min 30 s\n");

        board.show(Looks.looks().rental(1, 60, 0).look());
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        pass(Duration.ofSeconds(330));
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        pass(Duration.ofSeconds(1));
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").body()).contains("the last look is 5 min 31 s old");

        board.show(Looks.looks().rental(1, 60, 0).look());
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatStandsByIsWellWhileTheMemoryAnswersAndTellsNothingElse() throws Exception {
        board.show(Looks.looks().rental(7, 60, 0).look());
        assertThat(get("/metrics").body()).contains("vastctl_guard_acting 0\n", "vastctl_guard_rentals{");
        board.behind("process 7 (other)");

        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").body()).startsWith("ok: stands by, process 7 (other) kept the plan 0 s ago");
        assertThat(get("/metrics").body())
                .contains("vastctl_guard_acting 0\n")
                .doesNotContain("vastctl_guard_rentals", "vastctl_guard_spent");
        pass(Duration.ofSeconds(331));
        assertThat(get("/healthz").statusCode()).isEqualTo(503);

        board.acts(Picture.before("/etc/vastctl/guard.yaml", false));
        board.show(Looks.looks().rental(7, 60, 0).look());
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("vastctl_guard_acting 1\n", "vastctl_guard_rentals{");
    }

    @Test
    void metricsAreWellFormedAndTellWhatTheLookShowed() throws Exception {
        assertThat(get("/metrics").body()).contains("vastctl_guard_looks_total 0\n");
        board.show(Looks.looks().rental(7, 60, 0).blind("no answer").look());
        board.show(Looks.looks()
                .rental(7, 61, 0)
                .rental(8, 90, 4)
                .decided("HOT", "Drain", "instance 8", "too hot")
                .decided("STORM", "Tell", "storm", "3 of 3 fail")
                .look());

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        List<String> samples =
                answer.body().lines().filter(line -> !line.startsWith("#")).toList();
        assertThat(samples).allMatch(line -> SAMPLE.matcher(line).matches());
        for (String line : samples) {
            String name = line.replaceFirst("[ {].*", "");
            assertThat(answer.body()).contains("# HELP " + name + " ", "# TYPE " + name + " ");
        }
        assertThat(samples)
                .contains(
                        "vastctl_guard_looks_total 2",
                        "vastctl_guard_api_problems_total 1",
                        "vastctl_guard_seconds_since_look 0",
                        "vastctl_guard_blind 0",
                        "vastctl_guard_storm 1",
                        "vastctl_guard_endpoint_wanted{endpoint=\"chat\"} 2",
                        "vastctl_guard_endpoint_serving{endpoint=\"chat\"} 1",
                        "vastctl_guard_rentals{endpoint=\"chat\",duty=\"serving\"} 2",
                        "vastctl_guard_dollars_per_hour 0.8",
                        "vastctl_guard_spent_dollars{period=\"day\"} 3.5",
                        "vastctl_guard_budget_dollars{period=\"month\"} 400",
                        "vastctl_guard_balance_dollars 50",
                        "vastctl_guard_decisions_total{rule=\"HOT\"} 1",
                        "vastctl_guard_decisions_total{rule=\"STORM\"} 0",
                        "vastctl_guard_rental_lease_seconds_left{endpoint=\"chat\",instance=\"7\"} 3300",
                        "vastctl_guard_rental_first_token_seconds{endpoint=\"chat\",instance=\"7\"} 0.24",
                        "vastctl_guard_rental_heat{endpoint=\"chat\",instance=\"8\",level=\"hot\"} 1",
                        "vastctl_guard_gpu_temperature_celsius{endpoint=\"chat\",instance=\"7\",card=\"0\","
                                + "gpu=\"NVIDIA GeForce RTX 4090\"} 61",
                        "vastctl_guard_gpu_memory_temperature_celsius{endpoint=\"chat\",instance=\"7\",card=\"0\","
                                + "gpu=\"NVIDIA GeForce RTX 4090\"} 84");
        assertThat(answer.body().lines().filter(line -> line.startsWith("# TYPE")))
                .doesNotHaveDuplicates();
    }

    @Test
    void thePageShowsFleetTemperaturesMoneyAndDecisionsAndRunsNothing() throws Exception {
        board.keptBy("this process");
        board.show(Looks.looks().rental(7, 60, 0).look());
        board.show(Looks.looks()
                .rental(7, 62, 0)
                .rental(8, 90, 4)
                .decided("HOT", "Drain", "instance 8", "90 °C <script>alert(1)</script>")
                .look());

        HttpResponse<String> page = get("/");

        assertThat(page.body())
                .contains("chat is short: 1 of 2 serve", "RTX 4090", "0.24 s", "3 h", "55 min", "hot 90 C")
                .contains("Today: $3.50 of $20.00", "Credit $50.00", "HOT", "&lt;script&gt;", "memory 84 °C")
                .contains("Warm, hot, critical from: chip 87, 89, 93", "class=\"trail\"")
                .doesNotContain("<script", "<form", "http://", "https://", " style=", "onclick");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'", "style-src 'sha256-").doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void blindnessStormAndLowCreditAreSaidFirst() throws Exception {
        board.keptBy("this process");
        board.show(Looks.looks()
                .rental(7, 60, 0)
                .rental(9, 60, 0)
                .blind("no answer in 10 s")
                .decided("STORM", "Tell", "storm", "3 rents failed")
                .decided("LOW_CREDIT", "Tell", "credit", "credit $5.100")
                .look());

        assertThat(get("/").body())
                .contains("Blind: the API has told nothing for 3 min (no answer in 10 s)", "Storm: 3 rents failed")
                .contains("Low credit: credit $5.100")
                .doesNotContain("All endpoints have what they should have");
    }

    @Test
    void noSecretIsShownAnywhere() throws Exception {
        board.show(Looks.looks()
                .gpu("RTX " + SECRET)
                .rental(7, 60, 4)
                .blind("the answer was " + SECRET)
                .decided("HOT", "Drain", "instance 7", "with " + SECRET + " in it")
                .look());

        for (String path : List.of("/", "/metrics", "/healthz"))
            assertThat(get(path).body()).as(path).doesNotContain(SECRET, "planted-secret");
    }

    @Test
    void aTakenPortIsOneLine() {
        String address = board.url().replace("http://", "").replace("/", "");
        assertThatThrownBy(() -> Board.open(
                        Listening.at("--http", address, false),
                        Picture.before("plan", false),
                        Clock.systemUTC(),
                        () -> Duration.ofSeconds(steady.get()),
                        Duration.ofSeconds(30),
                        text -> text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--http " + address + ": the port cannot be had")
                .hasMessageNotContaining("\n");
    }
}
