package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VitalsTest {

    @Test
    void theProbeRunsInAPlainShellAndCountsTheNetwork() throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", Vitals.probe().command()).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).as(err).isZero();
        assertThat(err).isEmpty();
        Vitals vitals = Vitals.of(new ProbeReport(Instant.EPOCH, Map.of(Vitals.PROBE, new ProbeResult(0, out, ""))));
        assertThat(vitals.values()).containsKey("network");
    }
}
