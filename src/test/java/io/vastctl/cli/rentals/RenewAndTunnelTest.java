package io.vastctl.cli.rentals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.PublishedSchemas;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept rentals over SSH: their lease, and a tunnel to their endpoint. */
class RenewAndTunnelTest {

    @TempDir
    Path home;

    private Shell shell(SimulatedMarket market) {
        return new Shell(home).with("VAST_URL", market.apiUrl().toString());
    }

    @Test
    void renewWritesTheLeaseOnTheMachineAndInTheJournalAndSaysWhatTheLoopCanDo() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market);
            String id = String.valueOf(Served.instance(Served.up(shell)));

            JsonNode renewed = shell.run("renew", id, "--lease", "3h", "-o", "json")
                    .exits(0)
                    .json("renew");

            assertThat(renewed.path("renewed").asBoolean()).isTrue();
            assertThat(renewed.path("detail").asText()).contains("loop");
            long left = shell.run("instances", "-o", "json")
                    .json("instances")
                    .path("instances")
                    .path(0)
                    .path("leaseLeftSeconds")
                    .asLong();
            assertThat(left).isBetween(3 * 3600L - 120, 3 * 3600L);
        }
    }

    @Test
    void whatCannotBeRenewedGetsOneLine() {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market);
            String id = String.valueOf(Served.instance(Served.up(shell)));

            shell.run("renew", id, "--lease", "1m").refuses(2, "--lease 1m: expected 2m to 90d");
            shell.run("renew", "1").refuses(2, "no instance 1 in this account");
            shell.run("tunnel", id, "--port", "70000").refuses(2, "--port 70000");
            shell.run("down", id).exits(0);
            shell.run("renew", id).refuses(2, "instance " + id + " is gone");
            shell.run("tunnel", id).refuses(2, "instance " + id + " is gone");
        }
    }

    @Test
    void aTunnelAnswersOnThisMachineWithTheKeyItReadAndEndsWithASignal() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market);
            JsonNode run = Served.up(shell);
            Running tunnel = new Running(shell, "tunnel", id(run), "--port", "0", "-o", "json");

            JsonNode document = tunnel.document();
            assertThat(PublishedSchemas.complaints("tunnel", document)).isEmpty();
            assertThat(document.path("apiKey").asText())
                    .isEqualTo(run.path("endpoint").path("apiKey").asText());
            assertThat(document.path("url").asText()).matches("http://127\\.0\\.0\\.1:\\d+/v1");
            assertThat(answer(
                            document.path("url").asText(),
                            document.path("apiKey").asText()))
                    .isEqualTo(200);

            assertThat(tunnel.interrupted()).isEqualTo(130);
            assertThat(tunnel.err.toString()).contains("vastctl down " + id(run));
            assertThat(market.truth().alive()).hasSize(1);
        }
    }

    @Test
    void aTunnelEndsWithItsInstance() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            Shell shell = shell(market);
            JsonNode run = Served.up(shell);
            Running tunnel = new Running(shell, "tunnel", id(run), "--port", "0", "-o", "json");
            tunnel.document();

            shell.run("down", id(run)).exits(0);

            assertThat(tunnel.ended()).isEqualTo(1);
            assertThat(tunnel.err.toString()).contains("instance " + id(run) + " is gone; the tunnel ends");
        }
    }

    @Test
    void aPortThatIsTakenIsOneLine() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Shell shell = shell(market);
            JsonNode run = Served.up(shell);

            String port = String.valueOf(taken.getLocalPort());
            shell.run("tunnel", id(run), "--port", port).refuses(2, "127.0.0.1:" + port + " is in use", "--port 0");
        }
    }

    private static String id(JsonNode run) {
        return String.valueOf(Served.instance(run));
    }

    private static int answer(String url, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/models"))
                .header("Authorization", "Bearer " + key)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    /** A command that goes on until a signal; its waits pass a hundred times as fast. */
    private static final class Running {
        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();
        private final AtomicInteger code = new AtomicInteger(-1);
        private final Thread thread;

        Running(Shell shell, String... args) {
            Sleeper fast = duration -> Sleeper.REAL.sleep(duration.dividedBy(100));
            thread = new Thread(() -> code.set(shell.runForReal(out, err, fast, args)));
            thread.start();
        }

        JsonNode document() throws Exception {
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!out.toString().contains("}")) {
                assertThat(thread.isAlive() && System.nanoTime() < giveUp)
                        .as(err.toString())
                        .isTrue();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            return new ObjectMapper().readTree(out.toString());
        }

        int interrupted() throws InterruptedException {
            thread.interrupt();
            return ended();
        }

        int ended() throws InterruptedException {
            thread.join(60_000);
            return code.get();
        }
    }
}
