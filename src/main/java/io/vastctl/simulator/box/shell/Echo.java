package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code echo} and {@code printf}. */
final class Echo {

    private static final Pattern DIRECTIVE = Pattern.compile("%(-?0?\\d*(?:\\.\\d+)?)([sdifgxcq%])|%b");

    private static final Pattern OPTIONS = Pattern.compile("-[neE]+");

    private Echo() {}

    static int echo(Call call) {
        List<String> words = new ArrayList<>(call.arguments());
        boolean end = true;
        boolean escapes = false;
        while (!words.isEmpty()
                && words.get(0).startsWith("-")
                && OPTIONS.matcher(words.get(0)).matches()) {
            String option = words.remove(0);
            if (option.contains("n")) end = false;
            if (option.contains("e")) escapes = true;
        }
        String text = String.join(" ", words);
        call.out((escapes ? unescaped(text) : text) + (end ? "\n" : ""));
        return 0;
    }

    static int printf(Call call) {
        if (call.arguments().isEmpty()) return call.fail(2, "usage: printf [-v var] format [arguments]");
        String format = unescaped(call.arguments().get(0));
        List<String> left =
                new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
        do {
            int before = left.size();
            call.out(once(format, left));
            if (left.size() == before) break;
        } while (!left.isEmpty());
        return 0;
    }

    private static String once(String format, List<String> left) {
        Matcher directive = DIRECTIVE.matcher(format);
        return directive.replaceAll(match -> {
            if (match.group().equals("%%")) return "%";
            String value = left.isEmpty() ? "" : left.remove(0);
            if (match.group().equals("%b")) return Matcher.quoteReplacement(unescaped(value));
            return Matcher.quoteReplacement(formatted(match.group(1), match.group(2), value));
        });
    }

    private static String formatted(String width, String kind, String value) {
        return switch (kind) {
            case "d", "i" -> String.format("%" + width + "d", number(value).longValue());
            case "x" -> String.format("%" + width + "x", number(value).longValue());
            case "f", "g" ->
                String.format(Locale.ROOT, "%" + width + "f", number(value).doubleValue());
            case "c" -> value.isEmpty() ? "" : value.substring(0, 1);
            case "q" -> value.matches("[A-Za-z0-9_./:=,+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
            default -> width.startsWith("0") ? value : String.format("%" + width + "s", value);
        };
    }

    private static Number number(String text) {
        try {
            return Double.valueOf(text.isBlank() ? "0" : text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static String unescaped(String text) {
        return text.replace("\\\\", "\0")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\e", "\u001b")
                .replace("\\033", "\u001b")
                .replace('\0', '\\');
    }
}
