package io.vastctl.config;

import io.vastctl.config.YamlFile.Field;
import io.vastctl.config.YamlFile.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the fields of one workload file by kind, and collects what is wrong with them. */
final class WorkloadFields {

    private static final List<String> OWN = List.of(
            "name",
            "adapter",
            "image",
            "model",
            "args",
            "context",
            "port",
            "vram-gb",
            "disk-gb",
            "image-gb",
            "model-gb",
            "min-cuda",
            "min-compute-capability",
            "env",
            "pass-env",
            "start");

    static final List<String> KNOWN =
            Stream.concat(OWN.stream(), ServingFields.KNOWN.stream()).toList();

    private final YamlFile yaml;
    private final List<Problem> problems;

    WorkloadFields(YamlFile yaml) {
        this.yaml = yaml;
        this.problems = new ArrayList<>(yaml.problems());
        yaml.fields().forEach((key, field) -> {
            if (!KNOWN.contains(key)) {
                error(field.line(), "unknown field " + key + Suggestion.didYouMean(key, KNOWN));
            }
        });
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    boolean usable() {
        return problems.stream().noneMatch(Problem::isError);
    }

    void error(int line, String message) {
        problems.add(new Problem(yaml.name(), line, Problem.Severity.ERROR, message));
    }

    void warn(int line, String message) {
        problems.add(new Problem(yaml.name(), line, Problem.Severity.WARNING, message));
    }

    /** Line of a field; 0 if it is not there. */
    int line(String key) {
        return Optional.ofNullable(yaml.fields().get(key)).map(Field::line).orElse(0);
    }

    private Optional<Field> field(String key) {
        return Optional.ofNullable(yaml.fields().get(key)).filter(field -> !(field.value() instanceof Value.Nothing));
    }

    void require(String... keys) {
        // A file that is not YAML at all has one problem, not five.
        if (!yaml.problems().isEmpty()) return;
        for (String key : keys) {
            if (field(key).isEmpty()) error(line(key), "missing field " + key);
        }
    }

    /** Whether the field is there and is one plain value. */
    boolean isText(String key) {
        return field(key).filter(field -> field.value() instanceof Value.Text).isPresent();
    }

    Optional<String> text(String key, Pattern pattern, String expected) {
        Optional<Field> field = field(key);
        if (field.isEmpty()) return Optional.empty();
        if (field.get().value() instanceof Value.Text text
                && pattern.matcher(text.text().strip()).matches()) {
            return Optional.of(text.text().strip());
        }
        error(field.get().line(), key + ": expected " + expected);
        return Optional.empty();
    }

    OptionalDouble number(String key, double least, double most, String expected) {
        Optional<String> text = text(key, Pattern.compile("\\d{1,9}(\\.\\d{1,9})?"), expected);
        if (text.isEmpty()) return OptionalDouble.empty();
        double value = Double.parseDouble(text.get());
        if (value >= least && value <= most) return OptionalDouble.of(value);
        error(line(key), key + ": expected " + expected);
        return OptionalDouble.empty();
    }

    OptionalInt wholeNumber(String key, int least, int most, String expected) {
        Optional<String> text = text(key, Pattern.compile("\\d{1,9}"), expected);
        if (text.isEmpty()) return OptionalInt.empty();
        int value = Integer.parseInt(text.get());
        if (value >= least && value <= most) return OptionalInt.of(value);
        error(line(key), key + ": expected " + expected);
        return OptionalInt.empty();
    }

    List<String> items(String key, String expected) {
        Optional<Field> field = field(key);
        if (field.isEmpty()) return List.of();
        if (field.get().value() instanceof Value.Items items) return items.texts();
        error(field.get().line(), key + ": expected " + expected);
        return List.of();
    }

    Set<String> names(String key, Pattern pattern, String expected) {
        Set<String> names = Set.copyOf(items(key, expected));
        if (!names.stream().allMatch(name -> pattern.matcher(name).matches())) {
            error(line(key), key + ": expected " + expected);
        }
        return names;
    }

    Map<String, String> pairs(String key, Pattern keyPattern, String expected) {
        Optional<Field> field = field(key);
        if (field.isEmpty()) return Map.of();
        if (field.get().value() instanceof Value.Pairs pairs
                && pairs.texts().keySet().stream()
                        .allMatch(name -> keyPattern.matcher(name).matches())) {
            return new LinkedHashMap<>(pairs.texts());
        }
        error(field.get().line(), key + ": expected " + expected);
        return Map.of();
    }
}
