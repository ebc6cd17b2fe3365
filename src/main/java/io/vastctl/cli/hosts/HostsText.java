package io.vastctl.cli.hosts;

import io.vastctl.cli.Times;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.runs.StoredAttempt;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.AttemptRow;
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

/** Machines for people: the table of all, and all that is known of one. */
final class HostsText {
    private HostsText() {}

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

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.valueOf(Words.rounded(value.getAsDouble(), 1)) : "-";
    }
}
