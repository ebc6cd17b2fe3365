package io.vastctl.evaluation;

import io.vastctl.plot.BarPlot;
import io.vastctl.plot.LinePlot;
import io.vastctl.plot.SharePlot;
import io.vastctl.provision.RunOutcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** The plots of the report. */
final class ReportPlots {

    /** Beyond this the curves of seconds are cut: the last few runs would press the rest flat. */
    private static final double BEYOND_P95 = 1.25;

    private static final int POINTS = 100;

    private final Figures figures;

    ReportPlots(Figures figures) {
        this.figures = figures;
    }

    String dollarsPerReady() {
        return bars(
                "Dollars per ready endpoint, by policy and memory",
                PolicyFigures::dollarsPerReady,
                value -> String.format(Locale.ROOT, "$%.3f", value));
    }

    /** What share of all runs had a ready endpoint after so many minutes. */
    String secondsToReady() {
        double longest = figures.policies().stream()
                        .mapToDouble(policy -> policy.p95Seconds().value().orElse(0))
                        .max()
                        .orElse(0)
                * BEYOND_P95;
        return lines(
                "Share of runs that were ready, over the minutes since their start",
                "minutes since the run began",
                policy -> readyWithin(policy, longest),
                ReportPlots::plain,
                share -> Math.round(share * 100) + " %");
    }

    private static List<LinePlot.Point> readyWithin(PolicyFigures policy, double longest) {
        List<Double> seconds = policy.seconds();
        List<LinePlot.Point> points = new ArrayList<>();
        points.add(new LinePlot.Point(0, 0));
        if (!seconds.isEmpty()) points.add(new LinePlot.Point(seconds.get(0) / 60, 0));
        for (int point = 1; point <= POINTS && !seconds.isEmpty(); point++) {
            int rank = (int) Math.ceil((double) point / POINTS * seconds.size());
            double value = seconds.get(rank - 1);
            if (value > longest) break;
            points.add(new LinePlot.Point(value / 60, (double) rank / policy.runs()));
        }
        return points;
    }

    String nights() {
        return lines(
                "Dollars per ready endpoint over the nights on a market",
                "night on the same market",
                policy -> policy.nights().stream()
                        .map(nights -> new LinePlot.Point(
                                (nights.first() + nights.last()) / 2.0,
                                nights.dollarsPerReady().orElse(Double.NaN)))
                        .toList(),
                ReportPlots::plain,
                value -> String.format(Locale.ROOT, "$%.3f", value));
    }

    String outcomes() {
        List<RunOutcome> kinds = Arrays.stream(RunOutcome.values())
                .filter(kind -> figures.policies().stream()
                        .anyMatch(policy -> policy.outcomes().containsKey(kind)))
                .toList();
        return new SharePlot(
                        "How the runs ended, by policy and memory",
                        kinds.stream()
                                .map(kind -> kind.word().replace('_', ' '))
                                .toList(),
                        figures.policies().stream()
                                .map(policy -> new SharePlot.Bar(
                                        name(policy),
                                        kinds.stream()
                                                .map(kind -> policy.outcomes().getOrDefault(kind, 0))
                                                .toList()))
                                .toList())
                .svg();
    }

    private String bars(String title, Function<PolicyFigures, Estimate> figure, DoubleFunction<String> words) {
        List<BarPlot.Group> groups = figures.plan().policies().stream()
                .map(name -> new BarPlot.Group(
                        name,
                        figures.policies().stream()
                                .filter(policy -> policy.policy().equals(name))
                                .map(policy -> bar(policy, figure.apply(policy)))
                                .toList()))
                .toList();
        return new BarPlot(title, groups, words).svg();
    }

    private BarPlot.Bar bar(PolicyFigures policy, Estimate estimate) {
        return new BarPlot.Bar(
                colour(policy),
                !policy.remembers(),
                estimate.value(),
                estimate.interval()
                        .map(interval -> OptionalDouble.of(interval.low()))
                        .orElse(OptionalDouble.empty()),
                estimate.interval()
                        .map(interval -> OptionalDouble.of(interval.high()))
                        .orElse(OptionalDouble.empty()));
    }

    private String lines(
            String title,
            String across,
            Function<PolicyFigures, List<LinePlot.Point>> points,
            DoubleFunction<String> acrossWords,
            DoubleFunction<String> upWords) {
        return new LinePlot(
                        title,
                        across,
                        figures.policies().stream()
                                .map(policy -> new LinePlot.Line(
                                        name(policy), colour(policy), !policy.remembers(), points.apply(policy)))
                                .toList(),
                        acrossWords,
                        upWords)
                .svg();
    }

    /** Without a point where none is needed. */
    private static String plain(double number) {
        return new BigDecimal(number)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    private int colour(PolicyFigures policy) {
        return figures.plan().policies().indexOf(policy.policy());
    }

    private static String name(PolicyFigures policy) {
        return policy.policy() + ", " + policy.memory();
    }
}
