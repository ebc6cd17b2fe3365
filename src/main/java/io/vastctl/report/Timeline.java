package io.vastctl.report;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.RunDetail;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** The attempts of one run as bars over its time, phase by phase; as wide as the page, so nothing but lengths is scaled. */
final class Timeline {

    private static final int[] STEPS = {
        5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 43_200, 86_400, 172_800, 604_800
    };
    private static final int MOST_TICKS = 6;
    /** A label further right would be cut off. */
    private static final double LAST_LABEL = 96;

    private final RunDetail run;
    private final String id;
    private final double seconds;

    /** @param id of this run's drawing on the page */
    Timeline(RunDetail run, String id) {
        this.run = run;
        this.id = id;
        seconds = Math.max(
                1,
                run.attempts().stream()
                        .map(AttemptRow::finishedAt)
                        .mapToDouble(this::offset)
                        .max()
                        .orElse(1));
    }

    void draw(Html html) {
        if (run.attempts().isEmpty()) {
            html.element("p class=\"soft\"", "Nothing was rented.");
            return;
        }
        html.raw("<ol class=\"attempts\">\n");
        for (AttemptRow attempt : run.attempts()) {
            html.raw("<li>").element("p class=\"" + kind(attempt) + "\"", heading(attempt));
            bar(html, attempt);
            html.raw("</li>\n");
        }
        html.raw("</ol>\n");
        axis(html);
    }

    /** What the colours mean; one for the page. */
    static void legend(Html html) {
        html.raw("<ul class=\"legend\" aria-label=\"Colours of the phases\">\n");
        for (Phase phase : Phase.values())
            html.raw("<li><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"" + ReportStyle.of(phase)
                            + "\" width=\"12\" height=\"12\"/></svg> ")
                    .text(phase.name())
                    .raw("</li>\n");
        for (String kind : new String[] {"ready", "failed", "stopped", "gone"})
            html.raw("<li><svg width=\"16\" height=\"12\" aria-hidden=\"true\">" + mark(kind, "0", 6) + "</svg> ")
                    .text(kind)
                    .raw("</li>\n");
        html.raw("<li><svg width=\"16\" height=\"12\" aria-hidden=\"true\"><rect class=\"rest\" y=\"4\" width=\"16\""
                        + " height=\"4\"/></svg> ")
                .text("until it was given back")
                .raw("</li>\n</ul>\n");
    }

    static String heading(AttemptRow attempt) {
        String why = attempt.failure()
                .map(failure -> ": " + failure.signature() + " in " + failure.phase())
                .orElse("");
        return "Attempt " + attempt.number() + ", machine " + attempt.machineId() + ", " + attempt.gpuName() + ": "
                + Said.word(attempt.outcome()) + why + "; " + Said.dollars(attempt.costDollars());
    }

    static String phases(AttemptRow attempt) {
        return attempt.phases().stream()
                .map(time -> time.phase() + " " + Said.duration(time.duration()))
                .collect(Collectors.joining(", "));
    }

    private void bar(Html html, AttemptRow attempt) {
        String name = id + "-" + attempt.number();
        html.raw("<svg class=\"bar\" width=\"100%\" height=\"18\" role=\"img\" aria-labelledby=\"" + name
                + "-t\" aria-describedby=\"" + name + "-d\">");
        html.raw("<title id=\"" + name + "-t\">").text(heading(attempt)).raw("</title>");
        html.raw("<desc id=\"" + name + "-d\">")
                .text(phases(attempt).isEmpty() ? "No phase was seen." : phases(attempt))
                .raw("</desc>\n<rect class=\"lane\" x=\"0\" y=\"8.5\" width=\"100%\" height=\"1\"/>");
        double from = offset(attempt.startedAt());
        double end = Math.max(from, offset(attempt.finishedAt()));
        for (PhaseTime time : attempt.phases()) {
            double to = from + time.duration().toMillis() / 1000.0;
            html.raw("<rect class=\"" + ReportStyle.of(time.phase()) + "\" x=\"" + at(from) + "\" y=\"2\" width=\""
                            + at(to - from) + "\" height=\"14\"><title>")
                    .text(time.phase() + " " + Said.duration(time.duration()))
                    .raw("</title></rect>");
            from = to;
        }
        if (end > from)
            html.raw("<rect class=\"rest\" x=\"" + at(from) + "\" y=\"7\" width=\"" + at(end - from)
                    + "\" height=\"4\"><title>" + Said.duration(end - from)
                    + " until it was given back</title></rect>");
        html.raw(mark(kind(attempt), at(Math.max(from, end)), 9) + "</svg>\n");
    }

    private void axis(Html html) {
        html.raw("<svg class=\"bar axis\" width=\"100%\" height=\"20\" aria-hidden=\"true\">"
                + "<rect class=\"rule\" x=\"0\" y=\"0\" width=\"100%\" height=\"1\"/>");
        int step = STEPS[STEPS.length - 1];
        for (int wide = STEPS.length - 1; wide >= 0; wide--)
            if (seconds / STEPS[wide] <= MOST_TICKS) step = STEPS[wide];
        for (double tick = 0; tick <= seconds; tick += step) {
            html.raw("<rect class=\"rule\" x=\"" + at(tick) + "\" y=\"0\" width=\"1\" height=\"5\"/>");
            if (tick == 0 || tick / seconds * 100 < LAST_LABEL)
                html.raw("<text x=\"" + at(tick) + "\" y=\"17\" class=\"" + (tick == 0 ? "start" : "middle") + "\">"
                        + (tick == 0 ? "0" : Said.duration(tick)) + "</text>");
        }
        html.raw("</svg>\n");
    }

    private double offset(Instant at) {
        return Math.max(0, Duration.between(run.summary().startedAt(), at).toMillis() / 1000.0);
    }

    private String at(double offset) {
        return String.format(Locale.ROOT, "%.2f%%", Math.min(100, Math.max(0, offset / seconds * 100)));
    }

    static String kind(AttemptRow attempt) {
        return switch (attempt.outcome()) {
            case AttemptRow.READY -> "ready";
            case "failed" -> "failed";
            case "offer_gone" -> "gone";
            default -> "stopped";
        };
    }

    /** Behind the end of a bar: a tick, a cross, two strokes or a ring. */
    private static String mark(String kind, String x, int y) {
        String shape = switch (kind) {
            case "ready" -> "<path d=\"M3 0l4 4l6 -9\"/>";
            case "failed" -> "<path d=\"M4 -4l8 8m0 -8l-8 8\"/>";
            case "gone" -> "<circle cx=\"8\" cy=\"0\" r=\"4\"/>";
            default -> "<path d=\"M5 -5v10m5 -10v10\"/>";
        };
        return "<svg class=\"mark " + kind + "\" x=\"" + x + "\" y=\"" + y + "\" overflow=\"visible\">" + shape
                + "</svg>";
    }
}
