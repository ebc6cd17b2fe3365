package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.runs.StoredAttempt;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
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
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Machines for people and as {@code vastctl.hosts/1}, {@code vastctl.host/1} and {@code vastctl.host-machines/1}. */
final class HostsView {
    private HostsView() {}

    private static final int LAST_FAILURES = 3;
    private static final int MESSAGE = 140;

    static String table(List<MachineSummary> machines, UnaryOperator<TextTable> shape, Times times) {
        TextTable table = new TextTable(
                "MACHINE",
                "HOST",
                "GPU",
                "ATTEMPTS",
                "READY",
                "INFRA FAILED",
                "SUCCESS",
                "MBIT/S",
                "TOKENS/S",
                "SPENT",
                "WASTED",
                "LAST",
                "MARKET");
        for (MachineSummary machine : machines)
            table.row(
                    machine.machineId(),
                    machine.hostId(),
                    machine.gpuName(),
                    machine.attempts(),
                    machine.tally().successes(),
                    machine.tally().infraFailures(),
                    rate(machine),
                    number(machine.measured().downloadMbps()),
                    number(machine.measured().tokensPerSecond()),
                    Words.dollars(machine.costDollars()),
                    Words.dollars(machine.wastedDollars()),
                    times.past(machine.lastSeen()),
                    machine.origin().word());
        table.expendable("market", "infra-failed", "wasted", "mbit/s", "host", "last", "tokens/s", "spent", "ready");
        return shape.apply(table).or("No machine was rented yet.");
    }

    /** {@code 67 % (38-90)}. */
    private static String rate(MachineSummary machine) {
        SuccessRate rate = SuccessRate.of(machine.tally());
        return String.format(
                Locale.ROOT, "%.0f %% (%.0f-%.0f)", rate.mean() * 100, rate.low() * 100, rate.high() * 100);
    }

    static ObjectNode json(List<MachineSummary> machines) {
        ObjectNode json = Json.document("hosts");
        ArrayNode list = json.putArray("machines");
        machines.forEach(machine -> list.add(machine(machine)));
        return json;
    }

    static ObjectNode machine(MachineSummary machine) {
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

    static String text(MachineDetail detail, String standing, Optional<List<MachineReport>> reports, Pardons pardons) {
        MachineSummary summary = detail.summary();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Machine %d of host %d, %s (%s): %s; %s",
                summary.machineId(),
                summary.hostId(),
                summary.gpuName(),
                summary.origin().word(),
                standing,
                counts(summary));
        measured(text, summary, detail.attempts());
        lastFailures(text, detail.attempts());
        reports.ifPresent(known -> reports(text, known));
        for (AttemptRow attempt : detail.attempts()) text.append(StoredAttempt.text(attempt, pardons));
        return text.toString();
    }

    static String text(
            HostDetail detail, String standing, Pardons pardons, UnaryOperator<TextTable> shape, Times times) {
        MachineSummary total = detail.total();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Host %d (%s): %s; %s on %s",
                total.hostId(),
                total.origin().word(),
                standing,
                counts(total),
                Words.count(detail.machines().size(), "machine", "machines"));
        measured(text, total, detail.attempts());
        lastFailures(text, detail.attempts());
        text.append(table(detail.machines(), shape, times));
        for (AttemptRow attempt : detail.attempts()) text.append(StoredAttempt.text(attempt, pardons));
        return text.toString();
    }

    private static String counts(MachineSummary summary) {
        return Words.count(summary.attempts(), "attempt", "attempts") + ", "
                + summary.tally().successes() + " ready, " + summary.tally().infraFailures()
                + " failed on infrastructure";
    }

    private static void measured(StringBuilder text, MachineSummary summary, List<AttemptRow> attempts) {
        line(
                text,
                "Success rate %s; spent %s, of it wasted %s",
                rate(summary),
                Words.dollars(summary.costDollars()),
                Words.dollars(summary.wastedDollars()));
        line(
                text,
                "Measured: download %s Mbit/s, first token %s s, %s tokens/s",
                number(summary.measured().downloadMbps()),
                number(summary.measured().firstTokenSeconds()),
                number(summary.measured().tokensPerSecond()));
        for (PhaseSpread spread : PhaseSpread.of(attempts))
            line(
                    text,
                    "    %-15s median %s, 90th percentile %s (of %d)",
                    spread.phase(),
                    Words.duration(spread.median()),
                    Words.duration(spread.p90()),
                    spread.count());
    }

    private static void lastFailures(StringBuilder text, List<AttemptRow> attempts) {
        attempts.stream()
                .filter(attempt -> attempt.failure().isPresent())
                .limit(LAST_FAILURES)
                .forEach(attempt -> line(
                        text,
                        "Last failure %s: %s in %s",
                        Words.moment(attempt.finishedAt()),
                        attempt.failure().orElseThrow().signature(),
                        attempt.failure().orElseThrow().phase()));
    }

    /** Other renters' words: shown, never counted. */
    private static void reports(StringBuilder text, List<MachineReport> reports) {
        if (reports.isEmpty()) line(text, "No renter reported this machine to Vast.ai.");
        for (MachineReport report : reports)
            line(
                    text,
                    "Reported to Vast.ai %s: %s %s",
                    report.createdAt().map(Words::moment).orElse("at some time"),
                    report.problem(),
                    Words.firstLine(report.message(), MESSAGE));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(Words.printable(String.format(Locale.ROOT, format, values)).stripTrailing())
                .append(System.lineSeparator());
    }

    private static double seconds(long millis) {
        return Words.rounded(millis / 1000.0, 1);
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(Words.rounded(value.getAsDouble(), 1)) : "-";
    }
}
