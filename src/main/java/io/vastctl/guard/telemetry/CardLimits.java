package io.vastctl.guard.telemetry;

import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.HeatLimits.Band;
import io.vastctl.readiness.ProbeReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits that cards have themselves, from {@code nvidia-smi -q -d TEMPERATURE} ({@link TelemetryProbes#limits()}). The
 * labels vary with the driver: {@code GPU Shutdown Temp}, {@code GPU Shutdown T.Limit Temp}, and since 615 with
 * {@code Specification} behind them. Warm is the maximum operating temperature, hot the slowdown, critical one degree before
 * the card shuts itself off. What a card does not tell, or tells out of order, stays as it was.
 */
public final class CardLimits {

    private static final Pattern LINE = Pattern.compile("\\s*(.+?)\\s*:\\s*(-?\\d{1,3})(?:\\s*C)?\\s*");

    /** Limits beyond these are those of no card. */
    private static final double COLDEST = 40;

    private static final double HOTTEST = 110;

    private CardLimits() {}

    /**
     * Limits by the name of the card; cards of which nothing could be read are left out.
     *
     * @param report of a look with {@link TelemetryProbes#limits()}
     * @param known what is meant for a card until it tells itself
     * @return empty if there was no answer, or none that fits the cards: it may come at the next look
     */
    public static Optional<Map<String, HeatLimits>> of(ProbeReport report, Function<String, HeatLimits> known) {
        if (!report.isTrustworthy() || !report.succeeded(TelemetryProbes.LIMITS)) return Optional.empty();
        SmiTable cards = new SmiTable(report.stdout(TelemetryProbes.CARDS), 7);
        List<Map<String, Double>> told = sections(report.stdout(TelemetryProbes.LIMITS));
        Map<String, HeatLimits> limits = new LinkedHashMap<>();
        List<Integer> indexes = cards.cards();
        if (indexes.isEmpty() || indexes.size() != told.size()) return Optional.empty();
        for (int place = 0; place < told.size(); place++) {
            String name = cards.text(indexes.get(place), 1);
            Map<String, Double> labels = told.get(place);
            if (labels.isEmpty()) continue;
            limits.merge(name, limits(labels, known.apply(name)), CardLimits::lower);
        }
        return Optional.of(limits);
    }

    /** One for each card: every {@code GPU 00000000:01:00.0} begins the next. */
    private static List<Map<String, Double>> sections(String text) {
        List<Map<String, Double>> sections = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.matches("GPU [0-9A-Fa-f]{4,8}:[0-9A-Fa-f:.]+\\s*")) sections.add(new LinkedHashMap<>());
            Matcher label = LINE.matcher(line);
            if (!sections.isEmpty() && label.matches())
                sections.get(sections.size() - 1)
                        .putIfAbsent(plain(label.group(1)), Double.parseDouble(label.group(2)));
        }
        return sections;
    }

    /** {@code GPU T.Limit Shutdown} and {@code GPU Shutdown T.Limit Temp Specification} name the same. */
    private static String plain(String label) {
        String words =
                label.toLowerCase(Locale.ROOT).replace("specification", "").replace("temp", "");
        boolean margin = words.contains("t.limit");
        String what = "";
        for (String limit : List.of("shutdown", "slowdown", "max operating")) if (words.contains(limit)) what = limit;
        if (what.isEmpty()) return label;
        return (words.contains("memory") ? "memory " : "") + (margin ? "margin " : "") + what;
    }

    private static HeatLimits limits(Map<String, Double> labels, HeatLimits known) {
        Band core = band(labels, "", known.core()).orElse(known.core());
        Band margin = margin(labels, known.margin()).orElse(known.margin());
        Band memory = memory(labels, known.memory()).orElse(known.memory());
        return new HeatLimits(core, memory, margin);
    }

    private static Optional<Band> band(Map<String, Double> labels, String kind, Band known) {
        OptionalDouble off = value(labels, kind + "shutdown");
        OptionalDouble slow = value(labels, kind + "slowdown");
        OptionalDouble operating = value(labels, kind + "max operating");
        if (off.isEmpty() && slow.isEmpty() && operating.isEmpty()) return Optional.empty();
        double hot = slow.orElse(known.hot());
        double critical = off.isPresent() ? off.getAsDouble() - 1 : known.critical();
        return ordered(operating.orElse(Math.min(known.warm(), hot - 2)), hot, critical);
    }

    /** A card tells one limit of its memory; the rest keeps its distance. */
    private static Optional<Band> memory(Map<String, Double> labels, Band known) {
        OptionalDouble operating = value(labels, "memory max operating");
        if (operating.isEmpty()) return Optional.empty();
        double by = operating.getAsDouble() - known.warm();
        return ordered(known.warm() + by, known.hot() + by, known.critical() + by);
    }

    /** The margin sinks: 0 is the maximum operating temperature, the slowdown lies below, the shutdown lower still. */
    private static Optional<Band> margin(Map<String, Double> labels, Band known) {
        OptionalDouble off = value(labels, "margin shutdown");
        if (off.isEmpty() || !(off.getAsDouble() + 1 < known.hot())) return Optional.empty();
        return Optional.of(new Band(known.warm(), known.hot(), off.getAsDouble() + 1));
    }

    private static OptionalDouble value(Map<String, Double> labels, String label) {
        Double value = labels.get(label);
        return value == null || value < -100 || value > 150 ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Optional<Band> ordered(double warm, double hot, double critical) {
        return warm < hot && hot < critical && warm >= COLDEST && critical <= HOTTEST
                ? Optional.of(new Band(warm, hot, critical))
                : Optional.empty();
    }

    /** Of two cards of one name the lower limits. */
    private static HeatLimits lower(HeatLimits one, HeatLimits other) {
        return one.core().critical() <= other.core().critical() ? one : other;
    }
}
