package io.vastctl.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Fields of one group by kind, with what holds where they are not there. Each mistake is an {@link IllegalArgumentException}. */
final class PlanValues {

    private final Map<String, YamlTree> fields;
    private final Set<String> asked = new LinkedHashSet<>();

    PlanValues(Map<String, YamlTree> fields) {
        this.fields = fields;
    }

    /** The keys that were asked for. */
    Set<String> asked() {
        return asked;
    }

    String word(String key, String otherwise) {
        return text(key, "one value").orElse(otherwise);
    }

    /** @param pattern all of it */
    String word(String key, String pattern, String expected, String otherwise) {
        return text(key, expected)
                .map(word -> checked(word, word.matches(pattern), expected))
                .orElse(otherwise);
    }

    Optional<String> maybe(String key) {
        return text(key, "one value");
    }

    String oneOf(String key, Collection<String> words, String otherwise) {
        String expected = String.join(" or ", words);
        return text(key, expected)
                .map(word -> checked(word, words.contains(word), expected + Suggestion.didYouMean(word, words)))
                .orElse(otherwise);
    }

    double number(String key, double otherwise) {
        return maybeNumber(key).orElse(otherwise);
    }

    /** Without exponents and the other forms of numbers that only programs write. */
    Optional<Double> maybeNumber(String key) {
        String expected = "a number such as 0.5";
        return text(key, expected).map(word -> number(word, expected));
    }

    private static double number(String word, String expected) {
        checked(word, word.matches("-?(\\d{1,9}(\\.\\d{1,9})?|\\.\\d{1,9})"), expected);
        return new BigDecimal(word).doubleValue();
    }

    int whole(String key, int otherwise) {
        String expected = "a whole number such as 3";
        return text(key, expected)
                .map(word -> Integer.parseInt(checked(word, word.matches("-?\\d{1,9}"), expected)))
                .orElse(otherwise);
    }

    Duration duration(String key, Duration otherwise) {
        return text(key, Durations.EXPECTED).map(PlanValues::duration).orElse(otherwise);
    }

    private static Duration duration(String word) {
        try {
            return Durations.parse(word);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("expected " + Durations.EXPECTED + ", found \"" + word + "\"", e);
        }
    }

    ZoneId zone(String key, ZoneId otherwise) {
        String expected = "a time zone such as Europe/Berlin or UTC";
        return text(key, expected).map(word -> zone(word, expected)).orElse(otherwise);
    }

    private static ZoneId zone(String word, String expected) {
        try {
            return ZoneId.of(word);
        } catch (DateTimeException e) {
            String near = Suggestion.didYouMean(word, ZoneId.getAvailableZoneIds());
            throw new IllegalArgumentException("expected " + expected + ", found \"" + word + "\"" + near, e);
        }
    }

    /** So many numbers in a list. */
    Optional<double[]> numbers(String key, int many, String expected) {
        return piece(key).map(piece -> {
            if (!(piece instanceof YamlTree.Items list) || list.items().size() != many)
                throw new IllegalArgumentException("expected " + expected);
            return list.items().stream()
                    .mapToDouble(item -> number(plain(item, expected), expected))
                    .toArray();
        });
    }

    /** One text or a list of them, each made into something. */
    <T> List<T> list(String key, Function<String, T> each, List<T> otherwise) {
        return piece(key).map(piece -> texts(piece).stream().map(each).toList()).orElse(otherwise);
    }

    private static List<String> texts(YamlTree piece) {
        String expected = "a text, or a list of texts";
        if (piece instanceof YamlTree.Plain plain) return List.of(plain.text());
        if (!(piece instanceof YamlTree.Items list)) throw new IllegalArgumentException("expected " + expected);
        return list.items().stream().map(item -> plain(item, expected)).toList();
    }

    private Optional<String> text(String key, String expected) {
        return piece(key).map(piece -> {
            if (piece instanceof YamlTree.Plain plain) return plain.text().strip();
            throw new IllegalArgumentException("expected " + expected + ", found fields or a list");
        });
    }

    private Optional<YamlTree> piece(String key) {
        asked.add(key);
        return Optional.ofNullable(fields.get(key)).filter(piece -> !(piece instanceof YamlTree.Nothing));
    }

    private static String checked(String word, boolean good, String expected) {
        if (!good) throw new IllegalArgumentException("expected " + expected + ", found \"" + word + "\"");
        return word;
    }

    private static String plain(YamlTree item, String expected) {
        if (item instanceof YamlTree.Plain plain) return plain.text();
        throw new IllegalArgumentException("expected " + expected);
    }
}
