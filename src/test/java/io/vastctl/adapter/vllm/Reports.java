package io.vastctl.adapter.vllm;

import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.workload.Workload;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Builds workloads and probe reports. */
record Reports(Map<String, ProbeResult> results) {

    static Reports trusted() {
        return new Reports(Map.of()).with(Probe.ECHO, "");
    }

    static Reports alive(String log) {
        return trusted()
                .with(VllmProbes.PROCESS, "alive 42\n")
                .result(VllmProbes.HEALTH, new ProbeResult(7, "000", ""))
                .result(VllmProbes.MODELS, new ProbeResult(7, "", ""))
                .with(VllmProbes.LOG, log);
    }

    static Reports exited(String log) {
        return alive(log).with(VllmProbes.PROCESS, "exited 1\n");
    }

    Reports healthy(String models) {
        return with(VllmProbes.HEALTH, "200").with(VllmProbes.MODELS, models);
    }

    Reports with(String probe, String stdout) {
        return result(probe, new ProbeResult(0, stdout, ""));
    }

    Reports result(String probe, ProbeResult result) {
        Map<String, ProbeResult> more = new HashMap<>(results);
        more.put(probe, result);
        return new Reports(more);
    }

    ProbeReport report() {
        return new ProbeReport(Instant.EPOCH, results).about(workload("acme/model", List.of()));
    }

    ProbeReport reportAbout(Workload workload) {
        return new ProbeReport(Instant.EPOCH, results).about(workload);
    }

    static String models(String id) {
        return "{\"object\":\"list\",\"data\":[{\"id\":\"" + id + "\",\"object\":\"model\"}]}";
    }

    static Workload workload(String model, List<String> arguments) {
        return new Workload(
                "test",
                "vllm",
                "vllm/vllm-openai:v0.11.0",
                model,
                arguments,
                OptionalInt.of(2048),
                8000,
                8,
                40,
                10,
                2.0,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Map.of(),
                Set.of(),
                Optional.empty());
    }
}
