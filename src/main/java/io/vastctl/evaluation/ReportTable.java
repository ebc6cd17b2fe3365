package io.vastctl.evaluation;

import io.vastctl.plot.Markup;
import java.util.List;

/** The table of the report. */
final class ReportTable {

    private static final List<String> HEADINGS = List.of(
            "Policy",
            "Memory",
            "Runs",
            "Ready",
            "Median to ready",
            "95th percentile",
            "$ per ready",
            "Times " + Figures.CHEAPEST_FIRST,
            "$ wasted per run",
            "$ wasted in all",
            "Attempts per run",
            "Orphans");

    private final Figures figures;

    ReportTable(Figures figures) {
        this.figures = figures;
    }

    String html() {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        HEADINGS.forEach(heading ->
                html.append("<th scope=\"col\">").append(Markup.escape(heading)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        figures.policies().forEach(policy -> row(html, policy));
        return html.append("</tbody>\n</table>\n").toString();
    }

    private static void row(StringBuilder html, PolicyFigures policy) {
        html.append("<tr>");
        cell(html, policy.policy());
        cell(html, policy.memory());
        cell(html, String.valueOf(policy.runs()));
        cell(html, Wording.share(policy.successRate()));
        cell(html, Wording.seconds(policy.medianSeconds()));
        cell(html, Wording.seconds(policy.p95Seconds()));
        cell(html, Wording.dollars(policy.dollarsPerReady()));
        cell(html, policy.against(Figures.CHEAPEST_FIRST));
        cell(html, Wording.dollars(policy.wastedPerRun()));
        cell(html, Wording.dollars(policy.dollarsWasted()));
        cell(html, Wording.number(policy.attemptsPerRun()));
        html.append(policy.orphans() == 0 ? "<td>" : "<td class=\"bad\">")
                .append(policy.orphans())
                .append("</td></tr>\n");
    }

    /** The interval on a line of its own. */
    private static void cell(StringBuilder html, String text) {
        int bracket = text.indexOf(" (");
        html.append("<td>").append(Markup.escape(bracket < 0 ? text : text.substring(0, bracket)));
        if (bracket >= 0)
            html.append("<small>")
                    .append(Markup.escape(text.substring(bracket + 2, text.length() - 1)))
                    .append("</small>");
        html.append("</td>");
    }
}
