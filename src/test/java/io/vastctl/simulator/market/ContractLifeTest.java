package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.simulator.Markets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractLifeTest {

    private static final String TINY = "TinyLlama/TinyLlama-1.1B-Chat-v1.0";

    /** Statuses and log of the first half hour. */
    private static List<String> watch(Markets markets, Contract contract) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 180; i++) {
            JsonNode row = markets.show(contract.id());
            seen.add(row.path("actual_status").asText() + " "
                    + row.path("status_msg").asText().strip());
            markets.pass(8);
        }
        seen.add(log(contract, markets.time.instant()));
        return seen;
    }

    private static String log(Contract contract, Instant now) {
        return new String(contract.server().log(now), StandardCharsets.UTF_8);
    }

    @Test
    void theSameSeedGivesTheSameLife() {
        Markets one = new Markets(Scenario.named("ordinary"), 42);
        Markets other = new Markets(Scenario.named("ordinary"), 42);

        assertThat(watch(one, one.rent(TINY))).isEqualTo(watch(other, other.rent(TINY)));
    }

    @Test
    void aHealthyContractGoesThroughItsStatusesInOrder() {
        Markets markets = Markets.calm();
        List<String> statuses = watch(markets, markets.rent(TINY)).stream()
                .map(line -> line.split(" ", 2)[0])
                .distinct()
                .toList();

        assertThat(statuses).startsWith("null", "loading").contains("running");
        assertThat(statuses.indexOf("running")).isGreaterThan(statuses.indexOf("loading"));
    }

    @Test
    void aRunningContractHasPortsAsTextAndTheImageInItsMessage() {
        Markets markets = Markets.calm();
        Contract contract = markets.rent(TINY);
        String path = "/api/v0/instances/" + contract.id() + "/";
        assertThat(markets.call("GET", path, "").body()).isEqualTo("{\"instances\":{\"id\":" + contract.id() + "}}");
        markets.pass(1200);

        JsonNode row = markets.show(contract.id());

        assertThat(row.path("ports").path("22/tcp").path(0).path("HostPort").isTextual())
                .isTrue();
        assertThat(row.path("ports").path("8000/tcp").path(0).path("HostPort").asText())
                .isEqualTo(String.valueOf(contract.ports().get(8000)));
        assertThat(row.path("status_msg").asText()).isEqualTo("success, running vllm/vllm-openai_v0.11.2/ssh");
        assertThat(row.path("public_ipaddr").asText().strip()).isEqualTo("127.0.0.1");
        assertThat(row.path("intended_status").asText()).isEqualTo("running");
    }

    @Test
    void theServerWalksThroughItsStagesAndListens() {
        Markets markets = Markets.calm();
        ServerRun server = markets.rent(TINY).server();
        String log = new String(server.log(server.listeningAt()), StandardCharsets.UTF_8);

        assertThat(log)
                .containsSubsequence(
                        "Automatically detected platform cuda",
                        "vLLM API server version 0.11.2",
                        "Using max model len",
                        "Initializing a V1 LLM engine",
                        "Starting to load model " + TINY,
                        "Time spent downloading weights",
                        "100% Completed | 1/1",
                        "Model loading took",
                        "torch.compile takes",
                        "GPU KV cache size",
                        "Graph capturing finished",
                        "Starting vLLM API server 0 on http://0.0.0.0:8000",
                        "Application startup complete.");
        Duration whole = Duration.between(server.start(), server.listeningAt());
        assertThat(whole).isBetween(Duration.ofSeconds(40), Duration.ofMinutes(10));
        assertThat(server.cacheBytes(server.downloadTo())).isCloseTo(2_200_000_000L, within(10_000L));
    }

    @Test
    void theLogOnlyGrows() {
        ServerRun server = Markets.calm().rent(TINY).server();
        String before = "";
        for (int second = 0; second < 400; second += 5) {
            String now = new String(server.log(server.start().plusSeconds(second)), StandardCharsets.UTF_8);
            assertThat(now).startsWith(before);
            before = now;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-org/model, Repository Not Found",
        "gated-org/model-7b, Cannot access gated repo",
        "just-a-name, Repo id must be in the form",
        "meta-llama/Llama-3.1-70B, No space left on device"
    })
    void aWrongModelKillsTheServerWithItsOwnText(String model, String words) {
        ServerRun server = Markets.calm().rent(model).server();

        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.listening(server.diedAt().plusSeconds(9999))).isFalse();
        assertThat(new String(server.log(server.diedAt()), StandardCharsets.UTF_8))
                .contains(words);
    }

    @Test
    void aModelTooLargeForTheCardRunsOutOfMemory() {
        Markets markets = Markets.calm();
        long offer = markets.goodOffer().path("id").asLong();
        markets.create(offer, Markets.order("big", "some/Model-14B").put("disk", 60));
        ServerRun server = markets.market.living().get(0).server();

        assertThat(new String(server.log(server.diedAt()), StandardCharsets.UTF_8))
                .contains("CUDA out of memory");
    }

    @Test
    void anUnknownTagIsToldInTheStatusMessage() {
        Markets markets = Markets.calm();
        markets.create(
                markets.goodOffer().path("id").asLong(),
                Markets.order("tag", TINY).put("image", "vllm/vllm-openai:no-such-tag"));
        markets.pass(60);

        JsonNode row = markets.show(markets.market.living().get(0).id());

        assertThat(row.path("status_msg").asText())
                .startsWith(
                        "Error response from daemon: manifest for vllm/vllm-openai:no-such-tag not found: manifest unknown");
        assertThat(row.path("actual_status").asText()).isEqualTo("created");
    }

    @ParameterizedTest
    @CsvSource({
        "CDI_INJECTION, created, stopped, unresolvable CDI devices",
        "OCI_RUNTIME, created, stopped, OCI runtime create failed",
        "DRIVER_TOO_OLD, created, stopped, unsatisfied condition: cuda>=12.9",
        "PULL_NO_SPACE, loading, running, no space left on device",
        "REGISTRY_LIMIT, loading, running, toomanyrequests:"
    })
    void hostFaultsShowInStatusAndMessage(Fault fault, String actual, String state, String words) {
        Markets markets = Markets.with(fault);
        Contract contract = markets.rent(TINY);
        markets.pass(1500);

        JsonNode row = markets.show(contract.id());

        assertThat(row.path("actual_status").asText()).isEqualTo(actual);
        assertThat(row.path("cur_state").asText()).isEqualTo(state);
        assertThat(row.path("status_msg").asText()).contains(words);
        assertThat(contract.up(markets.time.instant())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "SMI_MISMATCH, NVMLError_LibRmVersionMismatch",
        "SMI_NO_DEVICES, No CUDA GPUs are available",
        "LIBCUDA_MISSING, libcuda.so.1: cannot open shared object file",
        "CUDA_UNKNOWN, CUDA unknown error",
        "NO_KERNEL_IMAGE, no kernel image is available",
        "HF_DNS, Temporary failure in name resolution",
        "GPU_MEMORY_TAKEN, GiB) on startup is less than desired GPU memory utilization"
    })
    void machineFaultsShowInTheLog(Fault fault, String words) {
        ServerRun server = Markets.with(fault).rent(TINY).server();

        assertThat(new String(server.log(server.diedAt()), StandardCharsets.UTF_8))
                .contains(words);
    }

    @Test
    void aStuckPullNeverEnds() {
        Markets markets = Markets.with(Fault.PULL_STUCK);
        Contract contract = markets.rent(TINY);
        markets.pass(3000);
        String before = markets.show(contract.id()).path("status_msg").asText();
        markets.pass(3000);

        assertThat(markets.show(contract.id()).path("status_msg").asText()).isEqualTo(before);
        assertThat(markets.show(contract.id()).path("actual_status").asText()).isEqualTo("loading");
    }

    @Test
    void moneyRunsByTheSecondForDiskGpuAndTraffic() {
        Markets markets = Markets.calm();
        Contract contract = markets.rent(TINY);
        Listing offer = contract.offer();
        double disk = offer.number("storage_cost", 0) * 40 / 720 / 3600;
        double gpu = offer.number("dph_base", 0) / 3600;

        markets.pass(1500);
        double before = markets.api.truth().dollarsSpent();
        markets.pass(100);

        assertThat(markets.api.truth().dollarsSpent() - before).isCloseTo(100 * (disk + gpu), within(1e-9));
        double traffic = (8.5 + 2.2) * offer.number("inet_down_cost", 0);
        double running = Duration.between(contract.life().runningAt(), markets.time.instant())
                        .toMillis()
                / 1000.0;
        double lived = Duration.between(contract.life().created(), markets.time.instant())
                        .toMillis()
                / 1000.0;
        assertThat(markets.api.truth().dollarsSpent()).isCloseTo(lived * disk + running * gpu + traffic, within(1e-6));
    }
}
