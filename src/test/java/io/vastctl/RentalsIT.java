package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged JAR keeps an endpoint and ends it, and ends what a killed process left. */
class RentalsIT {

    @TempDir
    Path home;

    private final List<JarProcess> started = new ArrayList<>();
    private String market = "";

    @BeforeEach
    void serve() throws Exception {
        JarProcess serving = keep(JarProcess.start(
                Files.createDirectories(home.resolve("server")),
                "simulate",
                "serve",
                "--port",
                "0",
                "-o",
                "json",
                "--scenario",
                "calm",
                "--speed",
                "500"));
        market = serving.prints("}").json().path("url").asText();
    }

    @AfterEach
    void end() {
        started.forEach(JarProcess::end);
    }

    private JarProcess keep(JarProcess process) {
        started.add(process);
        return process;
    }

    private JarProcess vastctl(String... args) throws Exception {
        return keep(
                JarProcess.start(Files.createDirectories(home.resolve("client")), Map.of("VAST_URL", market), args));
    }

    private int alive() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(market + "/simulator/truth")).build();
        String truth = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(truth).path("alive").size();
    }

    @Test
    void anEndpointIsKeptTunnelledAndEnded() throws Exception {
        JsonNode run =
                vastctl("up", "--strictness", "balanced", "-o", "json").exits(0).json();
        String id = run.path("endpoint").path("instanceId").asText();

        assertThat(vastctl("instances", "-o", "json")
                        .exits(0)
                        .json()
                        .path("instances")
                        .path(0)
                        .path("class")
                        .asText())
                .isEqualTo("kept");
        JarProcess tunnel = vastctl("tunnel", id, "--port", "0", "-o", "json");
        assertThat(tunnel.prints("}").json().path("apiKey").asText())
                .isEqualTo(run.path("endpoint").path("apiKey").asText());
        tunnel.signal("INT").exits(130);
        assertThat(alive()).isEqualTo(1);

        vastctl("down", id).exits(0);
        assertThat(alive()).isZero();
    }

    @Test
    void whatKill9LeavesIsReapedAtOnceAndOnlyWithYesOffATerminal() throws Exception {
        JarProcess run = vastctl("test", "--strictness", "balanced");
        run.says("IMAGE_PULL:").signal("KILL").exits(137);

        vastctl("reap").exits(2);
        assertThat(alive()).isEqualTo(1);
        JsonNode reaped = vastctl("reap", "--yes", "-o", "json").exits(0).json();

        assertThat(reaped.path("destroyed")).hasSize(1);
        assertThat(reaped.path("stillRunning")).isEmpty();
        assertThat(alive()).isZero();
    }
}
