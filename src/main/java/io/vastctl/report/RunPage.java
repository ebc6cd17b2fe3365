package io.vastctl.report;

import static io.vastctl.report.Html.Cell.number;
import static io.vastctl.report.Html.Cell.prose;
import static io.vastctl.report.Html.Cell.word;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Bill;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunSummary;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.plot.Page;
import io.vastctl.report.Html.Cell;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One run as one HTML page that needs nothing else: its attempts, phases, evidence, decisions and logs.
 *
 * @param bills what was billed, by the number of the attempt
 * @param papers what is kept of it, in order
 * @param withdrawn numbers of the attempts that count against nobody, because several hosts failed alike
 * @param clean takes secrets out of a text
 * @param version of vastctl
 */
public record RunPage(
        RunDetail run,
        Map<Integer, Bill> bills,
        List<Paper> papers,
        Set<Integer> withdrawn,
        ZoneId zone,
        UnaryOperator<String> clean,
        String version) {

    private static final int LOG_LINES = 60;
    private static final int LOG_LETTERS = 12_000;
    private static final int MOST_ENTRIES = 200;

    public RunPage {
        bills = Map.copyOf(bills);
        papers = List.copyOf(papers);
        withdrawn = Set.copyOf(withdrawn);
    }

    public String html() {
        RunSummary summary = run.summary();
        Html html = new Html(clean);
        html.element("h1", "Run " + summary.runId() + ": " + Said.word(summary.outcome()));
        html.element(
                "p class=\"soft\"",
                "vastctl " + summary.command() + " on the " + summary.origin().word()
                        + " market, begun " + Said.moment(summary.startedAt(), zone) + ". Model " + summary.model()
                        + ", image "
                        + summary.image() + ".");
        facts(html, summary);
        html.element("h2", "Attempts");
        Timeline.legend(html);
        new Timeline(run, "t").draw(html);
        run.attempts().forEach(attempt -> attempt(html, attempt));
        html.element("h2", "More of it");
        html.element(
                "p",
                papers.isEmpty()
                        ? "No decisions and no logs are kept of this run: it is too old, or rented nothing."
                        : "All that is kept, logs in full: vastctl runs bundle " + summary.runId());
        html.element("p", "Why this offer and not that one: vastctl runs explain " + summary.runId());
        html.element(
                "p class=\"soft\"",
                "Written by vastctl " + version + ". Times are of the zone " + zone
                        + ". Secrets were taken out; names of models and machines are in it.");
        return Page.of("vastctl: run " + html.cleaned(summary.runId()), ReportStyle.CSS, html.done());
    }

    private void facts(Html html, RunSummary summary) {
        html.raw("<dl class=\"facts\">\n");
        HistoryPage.fact(html, "workload", summary.workload());
        HistoryPage.fact(html, "strictness", summary.strictness());
        HistoryPage.fact(html, "attempts", String.valueOf(summary.attempts()));
        HistoryPage.fact(
                html,
                "ready after",
                summary.secondsToReady().isPresent()
                        ? Said.duration(summary.secondsToReady().getAsDouble())
                        : "-");
        HistoryPage.fact(html, "spent", Said.dollars(summary.costDollars()));
        HistoryPage.fact(html, "of it wasted", Said.dollars(MachineFigures.wasted(run.attempts())));
        html.raw("</dl>\n");
    }

    private void attempt(Html html, AttemptRow attempt) {
        html.element("h2", "Attempt " + attempt.number() + ": " + Said.word(attempt.outcome()));
        Bill bill = bills.get(attempt.number());
        html.element(
                "p",
                "Machine " + attempt.machineId() + " of host " + attempt.hostId() + ", " + attempt.gpuName()
                        + ", offer "
                        + attempt.offerId() + " at " + Said.dollars(attempt.dollarsPerHour()) + " per hour; began "
                        + Said.second(attempt.startedAt(), zone) + "; cost " + Said.dollars(attempt.costDollars())
                        + (bill == null ? "" : ", billed " + Said.dollars(bill.dollars())) + "; instance "
                        + Said.word(attempt.cleanup()) + "." + measured(attempt));
        attempt.failure().ifPresent(failure -> failure(html, attempt, failure));
        phases(html, attempt);
        decisions(html, attempt, Paper.Kind.DECISION, "What vastctl made of it");
        decisions(html, attempt, Paper.Kind.API, "What the marketplace said of the instance");
        logs(html, attempt);
    }

    private static String measured(AttemptRow attempt) {
        StringBuilder text = new StringBuilder();
        attempt.firstTokenSeconds()
                .ifPresent(value ->
                        text.append(" First token after ").append(tenth(value)).append(" s."));
        attempt.tokensPerSecond()
                .ifPresent(value -> text.append(' ').append(tenth(value)).append(" tokens/s."));
        attempt.downloadMbps()
                .ifPresent(
                        value -> text.append(" Download ").append(tenth(value)).append(" Mbit/s."));
        return text.toString();
    }

    private static String tenth(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void failure(Html html, AttemptRow attempt, Failure failure) {
        html.element(
                "p class=\"" + Timeline.kind(attempt) + "\"",
                failure.failureClass() + " " + failure.signature() + " in " + failure.phase() + "; blames "
                        + (withdrawn.contains(attempt.number())
                                ? "nobody, several hosts failed alike"
                                : failure.blames().word())
                        + ".");
        if (!failure.evidence().isBlank())
            html.element("pre", failure.evidence().strip());
    }

    private void phases(Html html, AttemptRow attempt) {
        if (attempt.phases().isEmpty()) return;
        html.table(
                "Phases of attempt " + attempt.number(),
                List.of(word("Phase"), number("Took"), prose("Last seen in it")),
                attempt.phases().stream()
                        .map(time -> List.of(
                                word(time.phase()),
                                number(Said.duration(time.duration())),
                                prose(lastSeen(attempt, time))))
                        .toList());
    }

    private String lastSeen(AttemptRow attempt, PhaseTime time) {
        return of(attempt, Paper.Kind.DECISION).stream()
                .filter(paper -> paper.name().equals(time.phase().name()))
                .reduce((earlier, later) -> later)
                .map(Paper::content)
                .orElse("");
    }

    private void decisions(Html html, AttemptRow attempt, Paper.Kind kind, String title) {
        List<Paper> theirs = of(attempt, kind);
        if (theirs.isEmpty()) return;
        int from = Math.max(0, theirs.size() - MOST_ENTRIES);
        List<List<Cell>> rows = theirs.subList(from, theirs.size()).stream()
                .map(paper -> List.of(word(Said.second(paper.at(), zone)), word(paper.name()), prose(paper.content())))
                .toList();
        html.raw("<details open=\"open\">\n").element("summary", title + ", as it changed");
        html.table(title + ", attempt " + attempt.number(), List.of(word("At"), word("State"), prose("Detail")), rows);
        html.raw("</details>\n");
    }

    private void logs(Html html, AttemptRow attempt) {
        for (Paper probe : of(attempt, Paper.Kind.PROBE)) {
            String content = tail(html.cleaned(probe.content()));
            String errors = tail(html.cleaned(probe.extra()));
            if (content.isBlank() && errors.isBlank()) continue;
            html.raw("<details>\n")
                    .element(
                            "summary",
                            "Last look: " + probe.name() + (probe.code() == 0 ? "" : ", exit code " + probe.code())
                                    + " (its last lines)");
            if (!content.isBlank())
                html.raw("<pre tabindex=\"0\">").text(content).raw("</pre>\n");
            if (!errors.isBlank())
                html.element("p class=\"soft\"", "Error output")
                        .raw("<pre tabindex=\"0\">")
                        .text(errors)
                        .raw("</pre>\n");
            html.raw("</details>\n");
        }
    }

    private static String tail(String text) {
        List<String> lines = text.stripTrailing().lines().toList();
        String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        return tail.length() <= LOG_LETTERS ? tail : "..." + tail.substring(tail.length() - LOG_LETTERS);
    }

    private List<Paper> of(AttemptRow attempt, Paper.Kind kind) {
        return papers.stream()
                .filter(paper -> paper.attempt() == attempt.number() && paper.kind() == kind)
                .toList();
    }
}
