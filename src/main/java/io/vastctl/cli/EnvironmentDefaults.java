package io.vastctl.cli;

import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code VASTCTL_SEED} for {@code --seed}, and so on for every option that is no setting. Settings read their
 * variables themselves, because stored values and the config file come after them.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) return null;
        Optional<String> name = variable(option);
        String value = name.isEmpty() ? null : environment.get(name.get());
        if (value == null || value.isBlank()) return null;
        return option.arity().max() == 0 ? yesOrNo(value) : value;
    }

    /** The variable that may hold an option's value; none for a setting, which reads its own. */
    public static Optional<String> variable(OptionSpec option) {
        String key = option.longestName().replaceFirst("^--?", "");
        // One that is hidden is there to be refused.
        if (option.hidden() || isSetting(key) || key.equals("help") || key.equals("version")) return Optional.empty();
        return Optional.of("VASTCTL_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String yesOrNo(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "1", "yes", "on" -> "true";
            case "0", "no", "off" -> "false";
            default -> value;
        };
    }

    private static boolean isSetting(String key) {
        // A loop: classes below one of picocli's, which are of Java 5, have their lambdas left out of the class
        // archive.
        for (Setting<?> setting : Settings.all()) if (setting.key().equals(key)) return true;
        return false;
    }
}
