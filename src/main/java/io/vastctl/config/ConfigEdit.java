package io.vastctl.config;

import io.vastctl.config.YamlFile.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A change of {@code config.yaml} line by line, so that what else is in it stays as the operator wrote it. Nothing is
 * written here.
 *
 * @param before empty if there is no file yet
 * @param text the whole file as it is to be
 * @param changes lines that go, with a minus before them, and lines that come, with a plus
 */
public record ConfigEdit(Path file, Optional<String> before, String text, List<String> changes) {

    private static final String HEAD = """
            # Defaults of vastctl, by the names that "vastctl config list" shows.
            # Flags, VASTCTL_ variables and what "vastctl config set" stored come before them.
            """;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./+@-]*");

    public ConfigEdit {
        changes = List.copyOf(changes);
    }

    public boolean changesSomething() {
        return !changes.isEmpty();
    }

    /**
     * The change after which these settings have these values.
     *
     * @param wanted by key; valid values
     * @throws BadSettingException if the file is not sound, or cannot be changed line by line; it names the line to write
     */
    public static ConfigEdit of(Path file, Map<String, String> wanted) {
        Optional<String> before = Files.exists(file) ? Optional.of(TextFile.read(file)) : Optional.empty();
        YamlFile yaml = parsed(file, before.orElse(""));
        List<String> lines = new ArrayList<>(before.orElse(HEAD).lines().toList());
        String end = before.orElse("").contains("\r\n") ? "\r\n" : "\n";
        List<String> changes = new ArrayList<>();
        wanted.forEach((key, value) -> change(file, yaml, key, value, lines, changes));
        String text = changes.isEmpty() ? before.orElse(HEAD) : String.join(end, lines) + end;
        requireNothingElse(file, yaml, YamlFile.parse(file.toString(), text), wanted);
        return new ConfigEdit(file, before, text, changes);
    }

    private static YamlFile parsed(Path file, String text) {
        YamlFile yaml = YamlFile.parse(file.toString(), text);
        if (!yaml.problems().isEmpty())
            throw BadSettingException.of(yaml.problems().subList(0, 1));
        return yaml;
    }

    private static void change(
            Path file, YamlFile yaml, String key, String value, List<String> lines, List<String> changes) {
        Field field = yaml.fields().get(key);
        String line = key + ": " + written(value);
        if (field == null) {
            lines.add(line);
            changes.add("+ " + line);
            return;
        }
        if (text(field).equals(Optional.of(value))) return;
        String old = lines.get(field.line() - 1);
        Matcher comment = Pattern.compile("^" + Pattern.quote(key) + "\\s*:[^\"'#]*?(\\s+#.*)?$")
                .matcher(old);
        String fresh = line + (comment.matches() && comment.group(1) != null ? comment.group(1) : "");
        lines.set(field.line() - 1, fresh);
        changes.add("- " + old);
        changes.add("+ " + fresh);
        if (field.value() instanceof YamlFile.Value.Items || field.value() instanceof YamlFile.Value.Pairs)
            throw byHand(file, Map.of(key, value));
    }

    private static Optional<String> text(@Nullable Field field) {
        return field != null && field.value() instanceof YamlFile.Value.Text text
                ? Optional.of(text.text())
                : Optional.empty();
    }

    private static String written(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Reads what would be written: YAML has more ways to say a thing than lines show. */
    private static void requireNothingElse(Path file, YamlFile before, YamlFile after, Map<String, String> wanted) {
        Map<String, YamlFile.Value> expected = values(before);
        wanted.forEach((key, value) -> expected.put(key, new YamlFile.Value.Text(value)));
        if (!after.problems().isEmpty() || !values(after).equals(expected)) throw byHand(file, wanted);
    }

    private static Map<String, YamlFile.Value> values(YamlFile yaml) {
        Map<String, YamlFile.Value> values = new HashMap<>();
        yaml.fields().forEach((key, field) -> values.put(key, field.value()));
        return values;
    }

    private static BadSettingException byHand(Path file, Map<String, String> wanted) {
        List<String> lines = new ArrayList<>();
        wanted.forEach((key, value) -> lines.add(key + ": " + written(value)));
        return new BadSettingException(
                file + ": cannot be changed line by line; write into it yourself: " + String.join(", ", lines));
    }
}
