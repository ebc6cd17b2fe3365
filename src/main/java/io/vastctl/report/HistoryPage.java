package io.vastctl.report;

import io.vastctl.memory.Origin;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunSummary;
import io.vastctl.plot.Page;
import java.time.ZoneId;
import java.util.function.UnaryOperator;

/**
 * The history of one market as one HTML page that needs nothing else.
 *
 * @param clean takes secrets out of a text
 * @param version of vastctl
 */
public record HistoryPage(Past past, HistoryFigures figures, ZoneId zone, UnaryOperator<String> clean, String version) {

    /** Of more runs there are figures, but no bars. */
    static final int DRAWN_RUNS = 50;

    public String html() {
        Html html = new Html(clean);
        html.element("h1", "What happened on the " + past.origin().word() + " market");
        html.element("p class=\"soft\"", period());
        if (past.runs().isEmpty()) nothing(html);
        else {
            facts(html);
            timelines(html);
            money(html);
            HistoryTables tables = new HistoryTables(past, figures, zone);
            tables.causes(html);
            tables.machines(html);
            tables.barred(html);
            tables.runs(html);
        }
        html.element(
                "p class=\"soft\"",
                "Written by vastctl " + version
                        + ". Dollars are reckoned from the price per hour, as vastctl runs list shows"
                        + " them; what was billed stands in vastctl runs show RUN. Times are of the zone " + zone
                        + ".");
        return Page.of("vastctl: runs on the " + past.origin().word() + " market", ReportStyle.CSS, html.done());
    }

    private String period() {
        String until = Said.moment(past.now(), zone);
        return past.since()
                        .map(from -> "Runs that began between " + Said.moment(from, zone) + " and " + until)
                        .orElseGet(() -> past.newest().isPresent()
                                ? "The newest " + past.newest().getAsInt() + " runs up to " + until
                                        + ", not all that are remembered (--since takes more)"
                                : "All runs that are remembered, up to " + until)
                + (past.origin() == Origin.REAL ? "; simulated ones are left out." : "; nothing was really rented.");
    }

    private void nothing(Html html) {
        html.element("p", emptiness());
    }

    /** Why the page is empty, and what to do about it. */
    public String emptiness() {
        boolean real = past.origin() == Origin.REAL;
        String what = "No run on the " + past.origin().word() + " market"
                + (past.since().isPresent() ? " in this period" : " yet") + ".";
        if (past.elsewhere() > 0)
            return what + " There " + (past.elsewhere() == 1 ? "is " : "are ")
                    + Said.count(past.elsewhere(), "run", "runs") + " on the " + (real ? "simulated" : "real")
                    + " one: " + (real ? "add" : "leave out") + " --simulated.";
        return what
                + (past.since().isPresent()
                        ? " Name a longer --since, or none."
                        : " Make one with: vastctl test" + (real ? "" : " --simulate") + " --strictness balanced");
    }

    private void facts(Html html) {
        html.raw("<dl class=\"facts\">\n");
        fact(html, "runs", String.valueOf(figures.runs()));
        fact(html, "of them ready", String.valueOf(figures.readyRuns()));
        fact(html, "attempts", String.valueOf(figures.attempts()));
        fact(html, "spent", Said.dollars(figures.spent()));
        fact(html, "of it wasted", Said.dollars(figures.wasted()));
        fact(html, "per ready endpoint", Said.dollars(figures.dollarsPerReady()));
        html.raw("</dl>\n");
    }

    static void fact(Html html, String name, String value) {
        html.raw("<div>").element("dt", name).element("dd", value).raw("</div>\n");
    }

    private void timelines(Html html) {
        html.element("h2", "Runs");
        int more = past.runs().size() - DRAWN_RUNS;
        html.element(
                "p class=\"soft\"",
                "Newest first"
                        + (more > 0 ? "; the newest " + DRAWN_RUNS + ", " + more + " more are in the table below" : "")
                        + ". Each bar is an attempt, from the start of its run; every run has a scale of its own.");
        Timeline.legend(html);
        for (int back = 0; back < Math.min(DRAWN_RUNS, past.runs().size()); back++)
            timeline(html, past.runs().get(past.runs().size() - 1 - back), "r" + back);
    }

    private void timeline(Html html, RunDetail run, String id) {
        RunSummary summary = run.summary();
        html.raw("<section class=\"run\" aria-labelledby=\"" + id + "\">\n");
        html.element(
                "h3 id=\"" + id + "\"",
                Said.moment(summary.startedAt(), zone) + ": " + Said.word(summary.outcome())
                        + (summary.secondsToReady().isPresent()
                                ? " after "
                                        + Said.duration(summary.secondsToReady().getAsDouble())
                                : ""));
        html.element(
                "p class=\"soft\"",
                summary.workload() + ", " + summary.strictness() + ", "
                        + Said.count(summary.attempts(), "attempt", "attempts") + ", "
                        + Said.dollars(summary.costDollars())
                        + "; run " + summary.runId());
        new Timeline(run, id).draw(html);
        html.raw("</section>\n");
    }

    private void money(Html html) {
        MoneyPlots plots = new MoneyPlots(past.runs(), zone);
        html.element("h2", "Money");
        html.raw("<div class=\"plots\">\n<figure>\n")
                .element(
                        "figcaption",
                        "Dollars spent so far, and what of it went into attempts that did not become ready.")
                .raw(plots.spentAndWasted(past.runs().get(0).summary().startedAt()))
                .raw("</figure>\n");
        if (figures.readyRuns() > 0)
            html.raw("<figure>\n")
                    .element("figcaption", "All dollars so far over the runs that became ready so far.")
                    .raw(plots.perReady())
                    .raw("</figure>\n");
        html.raw("</div>\n");
    }
}
