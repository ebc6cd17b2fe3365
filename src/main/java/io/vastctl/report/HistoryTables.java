package io.vastctl.report;

import static io.vastctl.report.Html.Cell.note;
import static io.vastctl.report.Html.Cell.number;
import static io.vastctl.report.Html.Cell.prose;
import static io.vastctl.report.Html.Cell.word;

import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunSummary;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.report.Html.Cell;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of the history. */
final class HistoryTables {

    private static final int EVIDENCE = 400;
    /** Older ones count in the sums, which start with the oldest of all. */
    private static final int MOST_RUNS = 500;

    private static final int MOST_MACHINES = 200;

    private final Past past;
    private final HistoryFigures figures;
    private final ZoneId zone;

    HistoryTables(Past past, HistoryFigures figures, ZoneId zone) {
        this.past = past;
        this.figures = figures;
        this.zone = zone;
    }

    void causes(Html html) {
        html.element("h2", "Failures by cause");
        if (figures.causes().isEmpty()) {
            html.element("p", "Nothing failed.");
            return;
        }
        html.element("p class=\"soft\"", "Below each cause stands the evidence of the latest attempt it ended.");
        html.table(
                "Failures by cause",
                List.of(
                        word("Cause"),
                        word("Class"),
                        word("Blames"),
                        number("Attempts"),
                        number("Machines"),
                        number("Dollars"),
                        word("In phase")),
                figures.causes().stream()
                        .map(cause -> List.of(
                                word(cause.signature()),
                                word(cause.failureClass()),
                                word(blames(cause)),
                                number(cause.attempts()),
                                number(cause.machines()),
                                number(Said.dollars(cause.dollars())),
                                word(cause.phases().stream().map(Enum::name).collect(Collectors.joining(", "))),
                                note(cut(html.cleaned(cause.example())))))
                        .toList());
    }

    private static String blames(CauseFigures cause) {
        String whom = cause.blames().word();
        if (cause.withdrawn() == 0) return whom;
        String several = "nobody, several hosts failed alike";
        return cause.withdrawn() == cause.attempts()
                ? several
                : whom + "; " + cause.withdrawn() + " of them " + several;
    }

    private static String cut(String text) {
        String strip = text.strip();
        return strip.length() <= EVIDENCE ? strip : strip.substring(0, EVIDENCE - 3) + "...";
    }

    void machines(Html html) {
        html.element("h2", "Machines");
        if (figures.machines().isEmpty()) {
            html.element("p", "No machine was rented.");
            return;
        }
        html.element(
                "p class=\"soft\"",
                "The success rate is what the attempts of this period alone let expect, with its 5th and 95th percentile;"
                        + " only failures held against the machine count. Ready after: median of all phases together."
                        + (figures.machines().size() > MOST_MACHINES
                                ? " The " + MOST_MACHINES + " that cost most, of "
                                        + figures.machines().size() + "."
                                : ""));
        html.table(
                "Machines",
                List.of(
                        word("Machine"),
                        word("Host"),
                        word("GPU"),
                        number("Attempts"),
                        number("Ready"),
                        number("Machine's fault"),
                        number("Success rate"),
                        number("Ready after"),
                        number("Dollars"),
                        number("Wasted")),
                figures.machines().stream()
                        .limit(MOST_MACHINES)
                        .map(HistoryTables::machine)
                        .toList());
    }

    private static List<Cell> machine(MachineFigures machine) {
        return List.of(
                word(machine.machineId()),
                word(machine.hostId() == 0 ? "-" : machine.hostId()),
                word(machine.gpu()),
                number(machine.attempts()),
                number(machine.successes()),
                number(machine.infraFailures()),
                number(Said.rate(machine.rate())),
                number(
                        machine.secondsToReady().isPresent()
                                ? Said.duration(machine.secondsToReady().getAsDouble())
                                : "-"),
                number(Said.dollars(machine.dollars())),
                number(Said.dollars(machine.wasted())));
    }

    void barred(Html html) {
        html.element("h2", "Barred now");
        if (past.barred().isEmpty()) {
            html.element("p", "No machine and no host is barred.");
            return;
        }
        html.table(
                "Barred now",
                List.of(word("Barred"), word("Cause"), word("By"), number("Strike"), word("Since"), word("Ends")),
                past.barred().stream().map(entry -> barred(html, entry)).toList());
    }

    private List<Cell> barred(Html html, BadHost entry) {
        return List.of(
                word(entry.scope().word() + " " + entry.id()
                        + entry.workload().map(only -> " for " + only).orElse("")),
                prose(entry.cause()),
                word(entry.source().word()),
                number(entry.strike() == 0 ? "-" : entry.strike()),
                word(Said.moment(entry.createdAt(), zone)),
                word(entry.expiresAt()
                        .map(at -> "in " + Said.duration(Duration.between(past.now(), at)))
                        .orElse("never")),
                note(cut(html.cleaned(entry.evidence().orElse("")))));
    }

    void runs(Html html) {
        html.element("h2", "The runs in numbers");
        html.element(
                "p class=\"soft\"",
                "What the plots show, newest first; the last three columns are sums over all runs up to there."
                        + (past.runs().size() > MOST_RUNS ? " The newest " + MOST_RUNS + "." : ""));
        List<MoneyPlots.Sum> sums = MoneyPlots.sums(past.runs());
        List<List<Cell>> rows = new ArrayList<>();
        for (int at = past.runs().size() - 1; at >= 0 && rows.size() < MOST_RUNS; at--)
            rows.add(run(past.runs().get(at), sums.get(at)));
        html.table(
                "The runs in numbers",
                List.of(
                        word("Started"),
                        word("Run"),
                        word("Workload"),
                        word("Outcome"),
                        number("Attempts"),
                        number("Ready after"),
                        number("Spent"),
                        number("Wasted"),
                        number("Spent so far"),
                        number("Wasted so far"),
                        number("Per ready so far")),
                rows);
    }

    private List<Cell> run(RunDetail run, MoneyPlots.Sum sum) {
        RunSummary summary = run.summary();
        return List.of(
                word(Said.moment(summary.startedAt(), zone)),
                word(summary.runId()),
                word(summary.workload()),
                word(Said.word(summary.outcome())),
                number(summary.attempts()),
                number(
                        summary.secondsToReady().isPresent()
                                ? Said.duration(summary.secondsToReady().getAsDouble())
                                : "-"),
                number(Said.dollars(summary.costDollars())),
                number(Said.dollars(MachineFigures.wasted(run.attempts()))),
                number(Said.dollars(sum.spent())),
                number(Said.dollars(sum.wasted())),
                number(Double.isFinite(sum.dollarsPerReady()) ? Said.dollars(sum.dollarsPerReady()) : "none"));
    }
}
