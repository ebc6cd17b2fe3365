package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.memory.Database;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that offers its model under a name of the operator's choice, on a market where nothing goes wrong. */
class ServedNameEndToEndTest {

    @TempDir
    Path folder;

    @Test
    void aWorkloadWithItsOwnServedNameIsVerified() throws IOException {
        Path file = Files.writeString(folder.resolve("named.yaml"), """
                name: named
                adapter: vllm
                image: vllm/vllm-openai:v0.10.2
                model: TinyLlama/TinyLlama-1.1B-Chat-v1.0
                args: ["--served-model-name", "the model's \\"own\\" name", "--gpu-memory-utilization", "0.85"]
                context: 2048
                vram-gb: 8
                disk-gb: 40
                image-gb: 8.5
                model-gb: 2.2
                min-cuda: 12.8
                min-compute-capability: 700
                """);
        SimulatedMarket.Options options = new SimulatedMarket.Options(
                "calm", 1, 1_000_000, Optional.empty(), 0, Instant.parse("2026-10-01T12:00:00Z"));

        try (SimulatedMarket market = SimulatedMarket.open(options);
                Database database = Database.open(folder.resolve("run.db"), market.time())) {
            RunResult result =
                    new EndToEndRun(market, database, folder).of(new WorkloadCatalog(folder).find(file.toString()));

            assertThat(result.outcome()).as(result.attempts().toString()).isEqualTo(RunOutcome.READY);
            assertThat(result.attempts()).hasSize(1);
            assertThat(market.truth().alive()).isEmpty();
        }
    }
}
