package io.vastctl.readiness;

import io.vastctl.workload.Workload;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The results of all probes of one tick.
 *
 * @param at when the report came back, on the tool's clock
 * @param workload what the machine was rented for; absent in reports read from a file
 */
public record ProbeReport(Instant at, Map<String, ProbeResult> results, Optional<Workload> workload) {

    public ProbeReport {
        results = Map.copyOf(results);
    }

    public ProbeReport(Instant at, Map<String, ProbeResult> results) {
        this(at, results, Optional.empty());
    }

    /** The same results, known to be about that workload. */
    public ProbeReport about(Workload subject) {
        return new ProbeReport(at, results, Optional.of(subject));
    }

    public Optional<ProbeResult> result(String probe) {
        return Optional.ofNullable(results.get(probe));
    }

    /** True only if the probe ran and exited with 0. */
    public boolean succeeded(String probe) {
        return result(probe).map(ProbeResult::succeeded).orElse(false);
    }

    /** The probe's output, empty if it did not run. */
    public String stdout(String probe) {
        return result(probe).map(ProbeResult::stdout).orElse("");
    }

    /** The probe's error output, empty if it did not run. */
    public String stderr(String probe) {
        return result(probe).map(ProbeResult::stderr).orElse("");
    }

    /** Whether the echo probe came through: without it the report says nothing about the workload. */
    public boolean isTrustworthy() {
        return succeeded(Probe.ECHO);
    }
}
