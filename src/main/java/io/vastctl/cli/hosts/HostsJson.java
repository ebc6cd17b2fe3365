package io.vastctl.cli.hosts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.runs.StoredAttempt;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Origin;
import io.vastctl.memory.PhaseSpread;
import io.vastctl.memory.hosts.HostDetail;
import io.vastctl.memory.hosts.MachineDetail;
import io.vastctl.memory.hosts.MachineSummary;
import io.vastctl.memory.hosts.SuccessRate;
import io.vastctl.vast.MachineReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Machines as {@code vastctl.hosts/1}, {@code vastctl.host/1} and {@code vastctl.host-machines/1}. */
final class HostsJson {
    private HostsJson() {}

    static ObjectNode json(List<MachineSummary> machines) {
        ObjectNode json = Json.document("hosts");
        ArrayNode list = json.putArray("machines");
        machines.forEach(machine -> list.add(machine(machine)));
        return json;
    }

    private static ObjectNode machine(MachineSummary machine) {
        ObjectNode json = Json.object()
                .put("machineId", machine.machineId())
                .put("hostId", machine.hostId())
                .put("gpu", machine.gpuName())
                .put("simulated", machine.origin() == Origin.SIMULATED)
                .put("attemptCount", machine.attempts())
                .put("successes", machine.tally().successes())
                .put("infraFailures", machine.tally().infraFailures());
        SuccessRate rate = SuccessRate.of(machine.tally());
        json.putObject("successRate")
                .put("mean", Words.rounded(rate.mean(), 4))
                .put("low", Words.rounded(rate.low(), 4))
                .put("high", Words.rounded(rate.high(), 4));
        json.put("costDollars", Words.rounded(machine.costDollars(), 6))
                .put("wastedDollars", Words.rounded(machine.wastedDollars(), 6))
                .put("lastSeen", Words.iso(machine.lastSeen()));
        put(json, "downloadMbps", machine.measured().downloadMbps(), 1);
        put(json, "firstTokenSeconds", machine.measured().firstTokenSeconds(), 3);
        put(json, "tokensPerSecond", machine.measured().tokensPerSecond(), 1);
        return json;
    }

    private static void put(ObjectNode json, String name, OptionalDouble value, int digits) {
        if (value.isPresent()) json.put(name, Words.rounded(value.getAsDouble(), digits));
    }

    static ObjectNode json(
            MachineDetail detail, String standing, Optional<List<MachineReport>> reports, Pardons pardons) {
        ObjectNode json = Json.document("host");
        json.setAll(machine(detail.summary()));
        json.put("standing", standing);
        phases(json, detail.attempts());
        reports.ifPresent(known -> {
            ArrayNode list = json.putArray("reports");
            for (MachineReport report : known) {
                ObjectNode row =
                        list.addObject().put("problem", report.problem()).put("message", report.message());
                report.createdAt().ifPresent(at -> row.put("createdAt", Words.iso(at)));
            }
        });
        ArrayNode attempts = json.putArray("attempts");
        detail.attempts().forEach(attempt -> attempts.add(StoredAttempt.json(attempt, pardons)));
        return json;
    }

    static ObjectNode json(HostDetail detail, String standing, Pardons pardons) {
        ObjectNode total = machine(detail.total());
        total.remove(List.of("machineId", "gpu"));
        ObjectNode json = Json.document("host-machines");
        json.setAll(total);
        json.put("standing", standing);
        phases(json, detail.attempts());
        ArrayNode machines = json.putArray("machines");
        detail.machines().forEach(machine -> machines.add(machine(machine)));
        ArrayNode attempts = json.putArray("attempts");
        detail.attempts().forEach(attempt -> attempts.add(StoredAttempt.json(attempt, pardons)));
        return json;
    }

    private static void phases(ObjectNode json, List<AttemptRow> attempts) {
        ArrayNode phases = json.putArray("phases");
        for (PhaseSpread spread : PhaseSpread.of(attempts))
            phases.addObject()
                    .put("phase", spread.phase().name())
                    .put("medianSeconds", seconds(spread.median().toMillis()))
                    .put("p90Seconds", seconds(spread.p90().toMillis()))
                    .put("count", spread.count());
    }

    private static double seconds(long millis) {
        return Words.rounded(millis / 1000.0, 1);
    }
}
