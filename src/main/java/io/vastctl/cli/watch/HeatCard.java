package io.vastctl.cli.watch;

import io.vastctl.guard.GpuReading;
import io.vastctl.guard.HeatLevel;
import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.Rental;
import io.vastctl.guard.loop.Vitals;
import io.vastctl.report.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** One machine on the page: how hot, by which limits, and how fast it answers. */
final class HeatCard {
    private HeatCard() {}

    static void add(Html html, Rental rental, Look look, Trail trail) {
        Optional<Vitals.Machine> machine = look.vitals().machine(rental.instanceId());
        html.raw("<section>");
        html.element(
                "h3",
                "Instance " + rental.instanceId() + (rental.endpoint().isEmpty() ? "" : ", " + rental.endpoint()));
        HeatLevel level = rental.heat().level();
        html.element(
                "p" + (level == HeatLevel.COOL ? "" : " class=\"" + word(level) + "-text\""), StatusText.heat(rental));
        List<GpuReading> cards = machine.map(Vitals.Machine::cards).orElse(List.of());
        for (int card = 0; card < cards.size(); card++) html.element("p", line(card, cards));
        machine.flatMap(Vitals.Machine::lost)
                .ifPresent(why -> html.element("p class=\"soft\"", "no telemetry: " + why));
        Optional<HeatLimits> limits =
                cards.stream().findFirst().map(card -> look.plan().thermal().limits(card.name()));
        List<Double> celsius = trail.celsius(rental.instanceId());
        if (celsius.stream().anyMatch(value -> !value.isNaN()))
            html.raw(TrailSvg.line(celsius, limits.map(HeatLimits::core), "temperature of the last hour"));
        limits.ifPresent(all -> html.element("p class=\"soft\"", limits(all, cards)));
        List<Double> speed = trail.speed(rental.instanceId());
        if (speed.stream().anyMatch(value -> !value.isNaN())) {
            html.element("p", StatusText.speed(rental) + " tokens/s, usually " + usual(rental));
            html.raw(TrailSvg.line(speed, Optional.empty(), "tokens per second of the last hour"));
        }
        html.raw("</section>\n");
    }

    private static String line(int card, List<GpuReading> cards) {
        GpuReading one = cards.get(card);
        List<String> words = new ArrayList<>();
        add(words, "chip ", one.core(), " °C");
        add(words, "memory ", one.memory(), " °C");
        add(words, "margin ", one.margin(), " °C");
        add(words, "", one.watts(), " W");
        add(words, "", one.utilisation(), " % busy");
        String name = cards.size() == 1 ? "" : "card " + card + ": ";
        return name + (words.isEmpty() ? "the card tells nothing" : String.join(", ", words));
    }

    private static void add(List<String> words, String before, OptionalDouble value, String unit) {
        value.ifPresent(known -> words.add(before + String.format(Locale.ROOT, "%.0f", known) + unit));
    }

    /** Of the sensors that the cards have. */
    private static String limits(HeatLimits limits, List<GpuReading> cards) {
        List<String> words = new ArrayList<>();
        words.add("chip " + band(limits.core()));
        if (cards.stream().anyMatch(card -> card.memory().isPresent())) words.add("memory " + band(limits.memory()));
        if (cards.stream().anyMatch(card -> card.margin().isPresent())) words.add("margin " + band(limits.margin()));
        return "Warm, hot, critical from: " + String.join("; ", words) + " °C";
    }

    private static String band(HeatLimits.Band band) {
        return String.format(Locale.ROOT, "%.0f, %.0f, %.0f", band.warm(), band.hot(), band.critical());
    }

    private static String usual(Rental rental) {
        return rental.health().baseline() > 0
                ? String.format(Locale.ROOT, "%.1f", rental.health().baseline())
                : "unknown";
    }

    private static String word(HeatLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
