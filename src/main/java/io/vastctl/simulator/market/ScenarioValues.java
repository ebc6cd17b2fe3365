package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Speeds.Speed;
import io.vastctl.simulator.market.YamlNode.Bad;
import io.vastctl.simulator.market.YamlNode.Fields;
import io.vastctl.simulator.market.YamlNode.Plain;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The single values of a scenario file. {@code where} begins a message: the path of keys to the value. */
final class ScenarioValues {

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)?");
    private static final Pattern SPEED = Pattern.compile("(\\d+(?:\\.\\d+)?)(\\s*Mbit/s)?");
    private static final List<String> FAULTS =
            Arrays.stream(Fault.values()).map(Fault::id).toList();

    private ScenarioValues() {}

    static void onlyKeys(Fields fields, String where, Collection<String> known) {
        fields.fields().keySet().stream()
                .filter(key -> !known.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new Bad(
                            fields.lineOf(key),
                            where + "unknown key '" + key + "'" + Nearest.hint(key, known) + otherwise(key, known));
                });
    }

    private static String otherwise(String key, Collection<String> known) {
        return Nearest.hint(key, known).isEmpty() ? "; there are " + String.join(", ", known) : "";
    }

    static Fields fields(YamlNode value, String where) {
        if (value instanceof Fields fields) return fields;
        throw new Bad(value.line(), where + ": expected fields such as \"key: value\"");
    }

    static String text(YamlNode value, String where) {
        if (value instanceof Plain plain && !plain.text().isBlank())
            return plain.text().strip();
        throw new Bad(value.line(), where + ": expected a single value");
    }

    static double number(YamlNode value, String where, double least, double most) {
        String text = text(value, where);
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Bad(value.line(), where + ": expected a number, not '" + text + "'");
        }
        if (number >= least && number <= most) return number;
        throw new Bad(
                value.line(),
                where + ": expected a number from " + plain(least) + " to " + plain(most) + ", not " + text);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : String.valueOf(number);
    }

    /** A bare number counts seconds. */
    static Duration duration(YamlNode value, String where) {
        String text = text(value, where);
        if (text.startsWith("-")) throw new Bad(value.line(), where + ": a time cannot be negative: " + text);
        Matcher given = DURATION.matcher(text);
        if (!given.matches()) {
            throw new Bad(value.line(), where + ": expected a time such as 90s, 10m or 2h, not '" + text + "'");
        }
        double seconds = Double.parseDouble(given.group(1)) * seconds(given.group(2));
        if (seconds > 1e9) throw new Bad(value.line(), where + ": longer than thirty years: " + text);
        return MarketTime.seconds(seconds);
    }

    private static double seconds(String unit) {
        if (unit == null) return 1;
        return switch (unit) {
            case "ms" -> 0.001;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 1;
        };
    }

    static Speed speed(YamlNode value, String where) {
        String text = text(value, where);
        Matcher given = SPEED.matcher(text);
        if (!given.matches() || Double.parseDouble(given.group(1)) <= 0) {
            throw new Bad(
                    value.line(),
                    where + ": expected a factor such as 0.5, or a speed such as 200 Mbit/s, not '" + text + "'");
        }
        return new Speed(Double.parseDouble(given.group(1)), given.group(2) == null);
    }

    static boolean flag(YamlNode value, String where) {
        String text = text(value, where);
        if (text.equals("true") || text.equals("false")) return text.equals("true");
        throw new Bad(value.line(), where + ": expected true or false, not '" + text + "'");
    }

    static long id(String text, int line, String where) {
        if (text.matches("\\d{1,15}")) return Long.parseLong(text);
        throw new Bad(line, where + ": expected a number as its key, not '" + text + "'");
    }

    static Fault fault(String id, int line, String where) {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Bad(line, where + ": unknown fault '" + id + "'" + Nearest.hint(id, FAULTS)));
    }
}
