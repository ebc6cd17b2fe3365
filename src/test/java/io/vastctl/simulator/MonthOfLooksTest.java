package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.adapter.vllm.VllmAdapter;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.endpoint.Wire;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.simulator.market.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Days in which somebody looks at rented boxes once a minute, as a guard does, without a socket. The property {@code
 * vastctl.days} makes them more, to measure.
 */
class MonthOfLooksTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl guard";
    private static final String QUERY = "nvidia-smi --query-gpu=index,name,temperature.gpu,temperature.memory,"
            + "temperature.gpu.tlimit,power.draw,utilization.gpu,memory.used,memory.total,clocks_event_reasons.active,"
            + "ecc.errors.uncorrected.volatile.total,remapped_rows.pending --format=csv,noheader,nounits";
    private static final List<Probe> PROBES = List.of(
            Probe.run("cards", QUERY, Duration.ofSeconds(20)),
            Probe.run("lease", "cat /root/.vastctl-lease 2>/dev/null", Duration.ofSeconds(5)),
            Probe.run(
                    "answer",
                    "curl -s -m 20 http://127.0.0.1:8000/v1/completions -H 'Content-Type: application/json'"
                            + " -d '{\"prompt\":\"hi\",\"max_tokens\":4}'",
                    Duration.ofSeconds(25)));
    private static final int BOXES = 4;
    private static final int DAYS = Integer.getInteger("vastctl.days", 1);

    @Test
    void theSameSeedGivesTheSameDaysInWhichNotAllGoesWell() throws Exception {
        List<String> first = played(5);

        assertThat(first).hasSizeGreaterThan(1_000 * DAYS);
        assertThat(first).anyMatch(line -> line.contains("NVIDIA"));
        if (DAYS == 1) assertThat(played(5)).isEqualTo(first);
    }

    private static List<String> played(long seed) throws IOException, InterruptedException {
        NearMarket market = new NearMarket(Scenario.named("hostile"), seed, Markets.START);
        market.payIn(5_000);
        say(market, "POST", "/api/v0/ssh/", "{\"ssh_key\":\"" + KEY + "\"}");
        Map<Long, ProbeExecutor> logins = new TreeMap<>();
        List<String> told = new ArrayList<>();
        Instant end = Markets.START.plus(Duration.ofDays(DAYS));
        for (int tick = 0; market.time().instant().isBefore(end); tick++) {
            market.time().sleep(Duration.ofSeconds(50));
            JsonNode list = say(market, "GET", "/api/v1/instances/", "");
            if (market.truth().alive().size() < BOXES && tick % 5 == 0) rent(market);
            for (JsonNode row : list.path("instances")) told.add(look(market, row, logins));
        }
        return told;
    }

    private static String look(NearMarket market, JsonNode row, Map<Long, ProbeExecutor> logins)
            throws InterruptedException {
        long id = row.path("id").asLong();
        int port = row.path("ssh_port").asInt();
        if (!row.path("actual_status").asText().equals("running") || port == 0)
            return id + " " + row.path("actual_status").asText();
        ProbeExecutor login =
                logins.computeIfAbsent(id, unused -> market.ssh(KEY).open());
        String answer =
                login.run(List.of(new SshEndpoint("127.0.0.1", port)), PROBES).toString();
        return market.time().instant() + " " + id + " " + answer;
    }

    private static void rent(NearMarket market) throws IOException {
        JsonNode offers = say(market, "POST", "/api/v0/bundles/", "{\"gpu_ram\":{\"gte\":20000},\"limit\":20}");
        ObjectNode order = Markets.order("looked-at", "TinyLlama/TinyLlama-1.1B-Chat-v1.0");
        order.put(
                "onstart",
                new VllmAdapter().startScript(new WorkloadCatalog(Path.of("/nonexistent")).find("tinyllama")));
        order.withObject("/env").remove("VLLM_API_KEY");
        long offer = offers.path("offers").path(0).path("id").asLong();
        say(market, "PUT", "/api/v0/asks/" + offer + "/", order.toString());
    }

    private static JsonNode say(NearMarket market, String method, String path, String body) throws IOException {
        try {
            return Markets.read(market.carry(new Wire.Letter(
                            method,
                            URI.create(NearMarket.ADDRESS + path),
                            Map.of("Authorization", "Bearer good"),
                            body))
                    .body());
        } catch (IOException | RuntimeException e) {
            return Markets.JSON.createObjectNode();
        }
    }
}
