package io.vastctl.cli;

import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code VASTCTL_SEED} for {@code --seed}, and so on for every option that is no setting. Settings read their
 * variables themselves, because stored values and the config file come after them.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) return null;
        String key = option.longestName().replaceFirst("^--?", "");
        if (isSetting(key) || key.equals("help") || key.equals("version")) return null;
        String value = environment.get("VASTCTL_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
        return value == null || value.isBlank() ? null : value;
    }

    private static boolean isSetting(String key) {
        return Settings.all().stream().map(Setting::key).anyMatch(key::equals);
    }
}
