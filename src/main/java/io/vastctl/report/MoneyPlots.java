package io.vastctl.report;

import io.vastctl.memory.RunDetail;
import io.vastctl.plot.LinePlot;
import io.vastctl.plot.LinePlot.Line;
import io.vastctl.plot.LinePlot.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Money over the time of the runs; a run counts where it began, for simulated ones may overlap. */
final class MoneyPlots {

    /** Below, a time of day says more than a date. */
    private static final Duration SHORT = Duration.ofDays(4);

    private static final Duration VERY_SHORT = Duration.ofHours(3);
    /** USD; below, cents are too coarse. */
    private static final double SMALL = 0.1;

    /**
     * The sums up to a run, that run included.
     *
     * @param at when that run began
     * @param dollarsPerReady not a number until one became ready
     */
    record Sum(Instant at, double spent, double wasted, double dollarsPerReady) {}

    private final List<Sum> sums;
    private final ZoneId zone;
    private final Instant base;
    private final ChronoUnit unit;

    /** @param runs at least one, oldest first */
    MoneyPlots(List<RunDetail> runs, ZoneId zone) {
        sums = sums(runs);
        this.zone = zone;
        Instant first = runs.get(0).summary().startedAt();
        Duration span = Duration.between(first, sums.get(sums.size() - 1).at());
        boolean days = span.compareTo(SHORT) > 0;
        boolean minutes = span.compareTo(VERY_SHORT) < 0;
        unit = days ? ChronoUnit.DAYS : minutes ? ChronoUnit.MINUTES : ChronoUnit.HOURS;
        base = first.atZone(zone)
                .truncatedTo(minutes ? ChronoUnit.HOURS : ChronoUnit.DAYS)
                .toInstant();
    }

    static List<Sum> sums(List<RunDetail> runs) {
        List<Sum> sums = new ArrayList<>();
        double spent = 0;
        double wasted = 0;
        int ready = 0;
        for (RunDetail run : runs) {
            spent += run.summary().costDollars();
            wasted += MachineFigures.wasted(run.attempts());
            if (HistoryFigures.isReady(run)) ready++;
            sums.add(new Sum(run.summary().startedAt(), spent, wasted, ready == 0 ? Double.NaN : spent / ready));
        }
        return sums;
    }

    String spentAndWasted(Instant start) {
        List<Point> spent = new ArrayList<>(List.of(new Point(across(start), 0)));
        List<Point> wasted = new ArrayList<>(spent);
        for (Sum sum : sums) {
            spent.add(new Point(across(sum.at()), sum.spent()));
            wasted.add(new Point(across(sum.at()), sum.wasted()));
        }
        Sum last = sums.get(sums.size() - 1);
        return plot(
                "Dollars so far: " + Said.dollars(last.spent()) + " spent, " + Said.dollars(last.wasted())
                        + " of it wasted; the numbers are in the table of the runs",
                last.spent(),
                List.of(new Line("spent", 0, false, spent), new Line("wasted", 3, false, wasted)));
    }

    String perReady() {
        List<Point> points = sums.stream()
                .map(sum -> new Point(across(sum.at()), sum.dollarsPerReady()))
                .toList();
        double most = points.stream()
                .mapToDouble(Point::up)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return plot(
                "Dollars per ready endpoint, all runs so far; the numbers are in the table of the runs",
                most,
                List.of(new Line("dollars per ready endpoint so far", 1, false, points)));
    }

    private String plot(String title, double most, List<Line> lines) {
        String digits = most < SMALL ? "$%.3f" : "$%.2f";
        return new LinePlot(
                        title, "start of the run", lines, this::moment, up -> String.format(Locale.ROOT, digits, up))
                .svg();
    }

    private double across(Instant at) {
        return Duration.between(base, at).toMillis()
                / (double) unit.getDuration().toMillis();
    }

    private String moment(double across) {
        Instant at = base.plusMillis(Math.round(across * unit.getDuration().toMillis()));
        return Said.at(at, zone, unit == ChronoUnit.DAYS ? "MM-dd" : unit == ChronoUnit.HOURS ? "dd. HH:mm" : "HH:mm");
    }
}
