package io.vastctl.simulator.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.adapter.vllm.VllmAdapter;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.outcome.Failure;
import io.vastctl.readiness.GpuCheck;
import io.vastctl.readiness.GpuCheck.Needed;
import io.vastctl.readiness.GpuCheck.Offered;
import io.vastctl.readiness.GpuCheck.Promise;
import io.vastctl.readiness.PortProof;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.simulator.Markets;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Listing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probes of the GPU check as a simulated box answers them. */
class GpuCheckOnBoxTest {

    @TempDir
    Path folder;

    @Test
    void theSpeedOfTheLineIsMeasuredInLessThanTenSeconds() {
        Boxed box = Boxed.with(Fault.CRASH);
        Instant begin = box.time.instant();

        Boxed.Said said = box.run(probe(box, "download-speed").command());

        assertThat(said.err()).isEmpty();
        assertThat(said.out().lines()).hasSize(4).allMatch(row -> row.matches("206 \\d+ 0\\.250000 [0-5]\\.\\d{6}"));
        assertThat(Duration.between(begin, box.time.instant())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aSlowLineIsToldWithItsNumbers() {
        Boxed box = Boxed.with(Fault.SLOW_DOWNLOAD);

        assertThat(judge(box)).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo("download-slow");
            assertThat(failure.evidence()).contains("0.35 MB/s measured; 2.2 GB would take 628");
        });
    }

    @Test
    void aMachineWithoutNamesMeasuresNothing() {
        Boxed box = Boxed.with(Fault.HF_DNS);

        assertThat(box.run(probe(box, "download-speed").command()).out()).isEmpty();
        assertThat(judge(box)).isEmpty();
    }

    @Test
    void theListenerIsThereOnceAndForAWhile() {
        Boxed box = Boxed.with(Fault.CRASH);
        String command = PortProof.listener(17862, 9).command();

        assertThat(box.out(command)).isEqualTo("listening\n");
        assertThat(box.out(command)).isEqualTo("listening already\n");
        assertThat(box.machine.listener()).hasValueSatisfying(listener -> {
            assertThat(listener.port()).isEqualTo(17862);
            assertThat(listener.line()).isEqualTo("vastctl-port-proof 9");
        });
        box.time.advance(Duration.ofSeconds(91));
        assertThat(box.machine.listener()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CRASH, none",
        "OTHER_GPU, gpu-name",
        "GPU_MISSING, gpu-smi-no-devices",
        "GPU_DUPLICATE, gpu-duplicate",
        "VRAM_SHORT, gpu-vram",
        "PCIE_NARROW, gpu-pcie-width",
        "DISK_FULL, disk-full",
        "DRIVER_DOWNGRADED, gpu-driver"
    })
    void aSickBoxIsFoundOut(Fault fault, String code) {
        assertThat(judge(Boxed.with(fault)).map(Failure::signature).orElse("none"))
                .isEqualTo(code);
    }

    @Test
    void theDownloadWaitsUntilItIsLetGoAndNoLongerThanAMinuteAndAHalf() {
        Markets markets = Markets.calm();
        Contract contract = held(markets);
        Instant start = contract.server().start();
        assertThat(contract.server().downloadFrom()).isEqualTo(start.plusSeconds(90));

        Boxed box = new Boxed(contract, markets, start.plusSeconds(50));
        markets.time.advance(Duration.between(markets.time.instant(), box.time.instant()));
        Boxed.Said said = box.run(release());

        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(contract.server().downloadFrom()).isEqualTo(start.plusSeconds(50));
        assertThat(box.out("ls /tmp/vllm.hold 2>/dev/null; pgrep flock")).isEmpty();
    }

    @Test
    void letGoBeforeTheServerGotThatFarItCostsNothing() {
        Markets markets = Markets.calm();
        Contract contract = held(markets);
        Contract free = markets.rent(Boxed.TINY);
        Duration unheld = Duration.between(free.server().start(), free.server().downloadFrom());
        Boxed box = new Boxed(contract, markets, contract.server().start().plusSeconds(5));
        markets.time.advance(Duration.between(markets.time.instant(), box.time.instant()));
        box.run(release());

        assertThat(Duration.between(contract.server().start(), contract.server().downloadFrom()))
                .isBetween(Duration.ofSeconds(20), unheld.plusSeconds(20));
    }

    private Contract held(Markets markets) {
        ObjectNode order = Markets.order("held", Boxed.TINY);
        order.put("onstart", new VllmAdapter().startScript(new WorkloadCatalog(folder).find("tinyllama")));
        markets.create(markets.goodOffer().path("id").asLong(), order);
        List<Contract> living = markets.market.living();
        return living.get(living.size() - 1);
    }

    private String release() {
        return new VllmAdapter()
                .releaseCommand(new WorkloadCatalog(folder).find("tinyllama"))
                .orElseThrow();
    }

    private static Probe probe(Boxed box, String name) {
        return GpuCheck.probes(promise(box)).stream()
                .filter(probe -> probe.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Failure> judge(Boxed box) {
        Map<String, ProbeResult> results = new HashMap<>();
        results.put(Probe.ECHO, new ProbeResult(0, "ok", ""));
        for (Probe probe : GpuCheck.probes(promise(box))) {
            Boxed.Said said = box.run(probe.command());
            results.put(probe.name(), new ProbeResult(said.exit(), said.out(), said.err()));
        }
        return GpuCheck.judge(new ProbeReport(box.time.instant(), results), promise(box));
    }

    private static Promise promise(Boxed box) {
        Listing offer = box.contract.offer();
        return new Promise(
                new Offered(
                        1,
                        offer.text("gpu_name"),
                        (int) offer.number("gpu_ram", 0),
                        OptionalInt.of(16),
                        Optional.of(offer.text("driver_version")),
                        OptionalDouble.of(offer.number("cuda_max_good", 0))),
                new Needed(
                        (int) box.contract.order().diskGb(),
                        OptionalDouble.of(12.8),
                        Boxed.TINY,
                        2.2,
                        Duration.ofMinutes(15),
                        Map.of()));
    }
}
