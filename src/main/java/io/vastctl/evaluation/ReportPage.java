package io.vastctl.evaluation;

import io.vastctl.evaluation.PolicyFigures.Comparison;
import io.vastctl.plot.Markup;
import io.vastctl.plot.Page;
import java.util.Optional;

/**
 * The report as one HTML page that needs nothing else: no script, no network. The same figures give the same page.
 *
 * @param conditions of each run, in one sentence
 * @param command that plays the same evaluation again
 * @param version of vastctl
 */
public record ReportPage(Figures figures, String conditions, String command, String version) {

    private static final String STYLE = """
            table { min-width: 66rem; }
            th, td { padding: .35rem 1.1rem .35rem 0; border-bottom: 1px solid var(--rule); text-align: right; white-space: nowrap; }
            th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; } th { color: var(--soft); font-weight: 600; white-space: normal; vertical-align: bottom; min-width: 4rem; }
            td small { color: var(--soft); display: block; font-size: .8rem; } td.bad { color: var(--k1); font-weight: 700; }
            """;

    /** The whole page. */
    public String html() {
        ReportPlots plots = new ReportPlots(figures);
        String body = "<h1>What a ready endpoint costs, policy by policy</h1>\n"
                + "<p class=\"soft\">" + Markup.escape(figures.played()) + " " + Markup.escape(conditions)
                + " Nothing was rented.</p>\n"
                + findings()
                + "<div class=\"plots\">\n"
                + figure(
                        "Dollars per ready endpoint",
                        "All that the runs cost, failed attempts included, over the endpoints that became ready. Full bars: with"
                                + " memory kept from night to night; pale: with fresh memory for every run. "
                                + figures.certainty(),
                        plots.dollarsPerReady())
                + figure(
                        "Time to a ready endpoint",
                        "Share of all runs that had their first token so many minutes after they began; runs that failed never do,"
                                + " so a curve ends below 100 %. Dashed: fresh memory. Cut off a little beyond the slowest 95th"
                                + " percentile.",
                        plots.secondsToReady())
                + nights(plots)
                + figure("How the runs ended", "Share of the runs, by policy and memory.", plots.outcomes())
                + "</div>\n<h2>Figures</h2>\n<div class=\"wide\">\n" + new ReportTable(figures).html() + "</div>\n"
                + reproduce();
        return Page.of("vastctl: policies compared", STYLE, body);
    }

    private String nights(ReportPlots plots) {
        if (figures.plan().nights() < 2) return "";
        return figure(
                "How memory pays",
                "Dollars per ready endpoint as the nights on one market go by, over all markets. Dashed: fresh memory, which starts"
                        + " every night from nothing.",
                plots.nights());
    }

    private static String figure(String title, String caption, String svg) {
        return "<figure>\n<h2>" + Markup.escape(title) + "</h2>\n<figcaption>" + Markup.escape(caption)
                + "</figcaption>\n" + svg + "</figure>\n";
    }

    /** One sentence for each policy with memory, against what renters do today. */
    private String findings() {
        StringBuilder list = new StringBuilder();
        for (PolicyFigures policy : figures.policies())
            if (policy.remembers())
                finding(policy)
                        .ifPresent(text ->
                                list.append("<li>").append(Markup.escape(text)).append("</li>\n"));
        return list.length() == 0 ? "" : "<ul>\n" + list + "</ul>\n";
    }

    private static Optional<String> finding(PolicyFigures policy) {
        Optional<Comparison> comparison = policy.comparisons().stream()
                .filter(one -> one.with().equals(Figures.CHEAPEST_FIRST))
                .findFirst();
        return comparison
                .filter(found -> found.dollarsPerReadyRatio().value().isPresent())
                .map(found -> policy.policy() + ", with memory: " + Wording.dollars(policy.dollarsPerReady())
                        + " per ready endpoint, " + Wording.number(found.dollarsPerReadyRatio()) + " times that of "
                        + found.with() + "; " + Wording.share(policy.successRate()) + " of the runs became ready.");
    }

    private String reproduce() {
        return "<h2>How to reproduce</h2>\n<pre>" + Markup.escape(command) + "</pre>\n<p>Played with vastctl "
                + Markup.escape(version) + ", in virtual time, on the seeds "
                + figures.plan().firstSeed() + " and up. The same version, scenario and seeds give the same figures."
                + " Each run is a <code>vastctl test</code> under the settings named above; money and orphans are the"
                + " simulated market's own count. Seconds are of the ready runs, percentiles by nearest rank. Intervals are 95 %,"
                + " by drawing whole markets anew a thousand times, because runs on one market meet the same machines; that of"
                + " the success rate also holds Wilson's.</p>\n";
    }
}
