package io.vastctl.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of value that settings have. */
final class Kinds {

    private Kinds() {}

    private record Simple<T>(String expected, Function<String, T> parser) implements Setting.Kind<T> {
        @Override
        public T parse(String text) {
            return parser.apply(text);
        }
    }

    static Setting.Kind<String> oneOf(String... words) {
        return new Simple<>(
                words.length == 1
                        ? words[0]
                        : String.join(", ", Arrays.copyOf(words, words.length - 1)) + " or " + words[words.length - 1],
                text -> check(text, Arrays.asList(words).contains(text)));
    }

    static Setting.Kind<String> matching(String pattern, String expected) {
        Pattern compiled = Pattern.compile(pattern);
        return new Simple<>(expected, text -> check(text, compiled.matcher(text).matches()));
    }

    /** USD, from 0 to 1000. */
    static Setting.Kind<Double> dollars() {
        return new Simple<>("an amount in USD from 0 to 1000, such as 0.50", text -> {
            double amount = Double.parseDouble(plainNumber(text));
            return check(amount, amount >= 0 && amount <= 1000);
        });
    }

    /** The same up to 100000, or empty text for none. */
    static Setting.Kind<Optional<Double>> optionalDollars() {
        return new Simple<>("an amount in USD from 0 to 100000, such as 25, or nothing for none", text -> {
            if (text.isEmpty()) return Optional.empty();
            double amount = Double.parseDouble(plainNumber(text));
            return Optional.of(check(amount, amount >= 0 && amount <= 100_000));
        });
    }

    /** {@link Double#parseDouble} alone would also read "0x1p3", "1e2", "NaN" and "2d". */
    private static String plainNumber(String text) {
        return check(text, text.matches("\\d+(\\.\\d+)?|\\.\\d+"));
    }

    /** Between these, both included. */
    static Setting.Kind<Double> number(double least, double most) {
        return new Simple<>("a number from " + plain(least) + " to " + plain(most), text -> {
            double number = Double.parseDouble(plainNumber(text));
            return check(number, number >= least && number <= most);
        });
    }

    /** Without an exponent, and without ".0". */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    static Setting.Kind<Integer> wholeNumber(int least, int most) {
        return new Simple<>("a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            return check(number, number >= least && number <= most);
        });
    }

    static Setting.Kind<Duration> duration(Duration least) {
        return new Simple<>(
                Durations.EXPECTED + (least.isZero() ? "" : ", at least " + Durations.format(least)), text -> {
                    Duration duration = Durations.parse(text);
                    return check(duration, duration.compareTo(least) >= 0);
                });
    }

    /** Between these, both included. */
    static Setting.Kind<Duration> duration(Duration least, Duration most) {
        return new Simple<>(
                Durations.EXPECTED + ", from " + Durations.format(least) + " to " + Durations.format(most), text -> {
                    Duration duration = Durations.parse(text);
                    return check(duration, duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
                });
    }

    /** Separated by commas; empty text is an empty list. */
    static Setting.Kind<List<String>> list(String itemPattern, String expected, boolean upperCase) {
        Pattern compiled = Pattern.compile(itemPattern);
        return new Simple<>(
                expected,
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .map(item -> upperCase ? item.toUpperCase(Locale.ROOT) : item)
                        .map(item -> check(item, compiled.matcher(item).matches()))
                        .distinct()
                        .toList());
    }

    /** Empty text is no value. */
    static Setting.Kind<Optional<String>> optional(String pattern, String expected) {
        Setting.Kind<String> kind = matching(pattern, expected);
        return new Simple<>(expected, text -> text.isEmpty() ? Optional.empty() : Optional.of(kind.parse(text)));
    }

    static Setting.Kind<Boolean> yesOrNo() {
        return new Simple<>("yes or no", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("neither");
        });
    }

    static Setting.Kind<URI> webAddress() {
        return new Simple<>("an http or https address without a query, such as https://console.vast.ai", text -> {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            return check(uri, web && plain && uri.getHost() != null);
        });
    }

    private static <T> T check(T value, boolean good) {
        if (!good) throw new IllegalArgumentException("out of range");
        return value;
    }
}
