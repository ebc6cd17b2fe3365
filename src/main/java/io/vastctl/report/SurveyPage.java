package io.vastctl.report;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyFigures;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.Failure;
import io.vastctl.plot.BarPlot;
import io.vastctl.plot.Page;
import io.vastctl.plot.SharePlot;
import io.vastctl.report.Html.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A survey as one HTML page that needs nothing else: no script, no network. The same findings give the same page.
 *
 * @param version of vastctl
 */
public record SurveyPage(SurveyDetail survey, String version) {

    private static final List<Finding> FINDINGS = List.of(Finding.WORKS, Finding.FAILS, Finding.GONE, Finding.LEFT);

    public String html() {
        Html html = new Html(UnaryOperator.identity());
        html.element("h1", "Who works, how fast, for how much");
        html.element(
                "p class=\"soft\"",
                "Survey " + survey.start().surveyId() + " of the "
                        + survey.start().origin().word() + " market, begun "
                        + survey.start().startedAt() + ": "
                        + survey.start().workload() + ", " + survey.start().strictness() + ", sample "
                        + survey.start().sample() + ". Each machine was rented once, asked for tokens from outside, and"
                        + " destroyed.");
        facts(html);
        html.raw("<div class=\"plots\">\n");
        findings(html);
        bars(
                html,
                "Seconds to the first token",
                "Median of those that work, from the order.",
                byModel(figures -> figures.readySeconds()),
                value -> Math.round(value) + " s");
        bars(
                html,
                "Tokens for one dollar",
                "Median of those that work, one request at a time, at the price with the" + " disk.",
                byModel(SurveyFigures::tokensPerDollar),
                value -> String.format(Locale.ROOT, "%,.0f", value));
        html.raw("</div>\n");
        causes(html);
        machines(html);
        html.element(
                "p class=\"soft\"",
                "Written by vastctl " + version + ". A look at a machine comes every few seconds, rarer the more are"
                        + " under way, and a phase ends with the look that saw its end. Boot is from the image to the"
                        + " first login. Dollars are reckoned from the price per hour.");
        return Page.of("vastctl: survey " + survey.start().surveyId(), ReportStyle.CSS, html.done());
    }

    private void facts(Html html) {
        html.raw("<dl class=\"facts\">\n");
        for (Finding finding : FINDINGS) HistoryPage.fact(html, word(finding), String.valueOf(survey.count(finding)));
        HistoryPage.fact(html, "spent", Said.dollars(survey.costDollars()));
        long works = survey.count(Finding.WORKS);
        if (works > 0) HistoryPage.fact(html, "for each that works", Said.dollars(survey.costDollars() / works));
        html.raw("</dl>\n");
    }

    private Map<String, List<SurveyMachine>> models() {
        return survey.machines().stream()
                .collect(Collectors.groupingBy(SurveyMachine::gpuName, TreeMap::new, Collectors.toList()));
    }

    private void findings(Html html) {
        List<SharePlot.Bar> bars = new ArrayList<>();
        models().forEach((model, machines) -> bars.add(new SharePlot.Bar(
                model + " (" + machines.size() + ")",
                FINDINGS.stream()
                        .map(finding -> (int) machines.stream()
                                .filter(machine -> machine.finding() == finding)
                                .count())
                        .toList())));
        figure(
                html,
                "Findings by GPU",
                "Share of the machines of each model, and how many there were.",
                new SharePlot(
                                "Findings by GPU",
                                FINDINGS.stream().map(SurveyPage::word).toList(),
                                bars)
                        .svg());
    }

    private List<BarPlot.Group> byModel(Function<SurveyFigures, OptionalDouble> figure) {
        List<BarPlot.Group> groups = new ArrayList<>();
        models().forEach((model, machines) -> {
            List<Double> values = machines.stream()
                    .filter(machine -> machine.finding() == Finding.WORKS)
                    .flatMap(machine -> machine.attempt().stream())
                    .map(SurveyFigures::new)
                    .flatMap(figures -> figure.apply(figures).stream().boxed())
                    .sorted()
                    .toList();
            if (!values.isEmpty())
                groups.add(new BarPlot.Group(
                        model,
                        List.of(new BarPlot.Bar(
                                0,
                                false,
                                OptionalDouble.of(values.get(values.size() / 2)),
                                OptionalDouble.of(values.get(0)),
                                OptionalDouble.of(values.get(values.size() - 1))))));
        });
        return groups;
    }

    private static void bars(
            Html html, String title, String caption, List<BarPlot.Group> groups, DoubleFunction<String> words) {
        if (groups.isEmpty()) return;
        figure(
                html,
                title,
                caption + " The line reaches from the least to the most.",
                new BarPlot(title, groups, words).svg());
    }

    private static void figure(Html html, String title, String caption, String svg) {
        html.raw("<figure>\n")
                .element("h2", title)
                .element("figcaption", caption)
                .raw(svg)
                .raw("</figure>\n");
    }

    private void causes(Html html) {
        Map<String, Long> causes = survey.machines().stream()
                .filter(machine -> machine.finding() == Finding.FAILS)
                .flatMap(machine -> machine.attempt().stream())
                .flatMap(attempt -> attempt.failure().stream())
                .collect(Collectors.groupingBy(
                        failure -> failure.signature() + " in " + failure.phase(),
                        TreeMap::new,
                        Collectors.counting()));
        if (causes.isEmpty()) return;
        html.element("h2", "Why they failed");
        html.table(
                "causes",
                List.of(Cell.word("Cause"), Cell.number("Machines")),
                causes.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(cause -> List.of(Cell.word(cause.getKey()), Cell.number(cause.getValue())))
                        .toList());
    }

    private void machines(Html html) {
        html.element("h2", "Machines");
        html.table(
                "machines",
                List.of(
                        Cell.number("Machine"),
                        Cell.number("Host"),
                        Cell.word("GPU"),
                        Cell.word("Place"),
                        Cell.number("$/h"),
                        Cell.word("Finding"),
                        Cell.number("Pull"),
                        Cell.number("Boot"),
                        Cell.number("Download"),
                        Cell.number("Mbit/s"),
                        Cell.number("Ready"),
                        Cell.number("First token"),
                        Cell.number("Tokens per $")),
                survey.machines().stream().map(SurveyPage::row).toList());
    }

    private static List<Cell> row(SurveyMachine machine) {
        Optional<AttemptRow> attempt = machine.attempt();
        Optional<SurveyFigures> figures = attempt.map(SurveyFigures::new);
        String cause = machine.finding() == Finding.FAILS
                ? attempt.flatMap(AttemptRow::failure)
                        .map(Failure::signature)
                        .map(signature -> ": " + signature)
                        .orElse("")
                : "";
        return List.of(
                Cell.number(machine.machineId()),
                Cell.number(machine.hostId()),
                Cell.word((machine.numGpus() > 1 ? machine.numGpus() + "x " : "") + machine.gpuName()),
                Cell.word(machine.place()),
                Cell.number(String.format(Locale.ROOT, "%.3f", machine.dollarsPerHour())),
                Cell.word(word(machine.finding()) + cause),
                figure("%.0f s", figures.map(SurveyFigures::pullSeconds)),
                figure("%.0f s", figures.map(SurveyFigures::bootSeconds)),
                figure("%.0f s", figures.map(SurveyFigures::downloadSeconds)),
                figure("%.0f", attempt.map(AttemptRow::downloadMbps)),
                figure("%.0f s", figures.map(SurveyFigures::readySeconds)),
                figure("%.2f s", attempt.map(AttemptRow::firstTokenSeconds)),
                figure("%,.0f", figures.map(SurveyFigures::tokensPerDollar)));
    }

    private static Cell figure(String form, Optional<OptionalDouble> value) {
        OptionalDouble known = value.orElseGet(OptionalDouble::empty);
        return Cell.number(known.isPresent() ? String.format(Locale.ROOT, form, known.getAsDouble()) : "");
    }

    private static String word(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT);
    }
}
