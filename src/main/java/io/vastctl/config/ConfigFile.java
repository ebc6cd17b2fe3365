package io.vastctl.config;

import io.vastctl.ranking.StrictnessPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operator's {@code config.yaml}: settings by key. A missing file is an empty one. */
final class ConfigFile {

    /** Where the memory is kept; no setting, because settings are stored in it. */
    private static final String STATE = "state";

    private final Path path;
    private @Nullable YamlFile loaded;
    private Map<String, StrictnessPolicy> policies = Map.of();

    ConfigFile(Path path) {
        this.path = path;
    }

    /**
     * Reads the file once.
     *
     * @throws BadSettingException if it is not YAML or names a setting that does not exist
     */
    synchronized YamlFile load() {
        if (loaded == null)
            loaded = Files.exists(path) ? checked() : new YamlFile(path.toString(), Map.of(), List.of());
        return loaded;
    }

    private YamlFile checked() {
        YamlFile yaml = YamlFile.parse(path.toString(), TextFile.read(path));
        List<Problem> problems = new ArrayList<>(yaml.problems());
        yaml.fields().forEach((key, field) -> {
            if (!key.equals(OwnPolicies.KEY)
                    && !key.equals(STATE)
                    && !Settings.keys().contains(key)) {
                problems.add(new Problem(
                        yaml.name(),
                        field.line(),
                        Problem.Severity.ERROR,
                        "unknown setting " + key + Suggestion.didYouMean(key, Settings.keys())));
            }
        });
        if (problems.isEmpty()) {
            OwnPolicies own = new OwnPolicies(yaml);
            problems.addAll(own.problems());
            policies = own.policies();
        }
        if (!problems.isEmpty()) throw BadSettingException.of(problems.subList(0, 1));
        return yaml;
    }

    /** Read apart from the settings, so that a mistake in one of those does not hide where the memory is. */
    Optional<Resolved<String>> state() {
        if (!Files.exists(path)) return Optional.empty();
        String content = TextFile.read(path);
        if (!content.contains(STATE)) return Optional.empty();
        YamlFile yaml = YamlFile.parse(path.toString(), content);
        if (!yaml.problems().isEmpty())
            throw BadSettingException.of(yaml.problems().subList(0, 1));
        YamlFile.Field field = yaml.fields().get(STATE);
        if (field == null || field.value() instanceof YamlFile.Value.Nothing) return Optional.empty();
        String source = path + ":" + field.line();
        if (field.value() instanceof YamlFile.Value.Text text) return Optional.of(new Resolved<>(text.text(), source));
        throw new BadSettingException(
                source + ": state cannot be a list or a map, expected the path of a file or jdbc:postgresql://…");
    }

    /** The operator's own policies by name, in the order of the file. */
    Map<String, StrictnessPolicy> policies() {
        load();
        return policies;
    }

    <T> Optional<Resolved<T>> find(Setting<T> setting) {
        YamlFile.Field field = load().fields().get(setting.key());
        if (field == null || field.value() instanceof YamlFile.Value.Nothing) return Optional.empty();
        String source = path + ":" + field.line();
        return Optional.of(Settings.parsed(setting, text(setting, field.value(), source), source));
    }

    private static String text(Setting<?> setting, YamlFile.Value value, String source) {
        if (value instanceof YamlFile.Value.Text text) return text.text();
        if (value instanceof YamlFile.Value.Items items && setting.defaultValue() instanceof List) {
            return String.join(",", items.texts());
        }
        throw new BadSettingException(source + ": " + setting.key() + " cannot be a list or a map, expected "
                + setting.kind().expected());
    }
}
