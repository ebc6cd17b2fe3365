package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.TextTable;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.Durations;
import io.vastctl.config.RankingSettings;
import io.vastctl.config.Resolved;
import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import io.vastctl.memory.StoredSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vastctl config}: stored defaults. */
@Command(
        name = "config",
        description = "Stored defaults, such as strictness, and where each value comes from.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ConfigCommand.ListSettings.class,
            ConfigCommand.Get.class,
            ConfigCommand.Set.class,
            ConfigCommand.Unset.class
        })
final class ConfigCommand extends ParentCommand {

    /** Lists the settings. */
    @Command(name = "list", description = "List every setting: value, source, meaning.")
    static final class ListSettings extends ListCommand {
        @Override
        protected int run(Workbench bench) {
            print(
                    bench,
                    () -> json(bench.settings()),
                    "settings",
                    JsonCsv.SETTINGS,
                    shape -> shape.apply(table(bench.settings())).toString());
            return 0;
        }

        private static ObjectNode json(Settings settings) {
            ObjectNode json = Json.document("config");
            ArrayNode list = json.putArray("settings");
            for (Setting<?> setting : Settings.all()) list.add(setting(settings, setting));
            return json;
        }

        private static TextTable table(Settings settings) {
            TextTable table = new TextTable("SETTING", "VALUE", "SOURCE", "MEANING");
            for (Setting<?> setting : Settings.all()) {
                Resolved<?> value = resolved(settings, setting);
                table.row(setting.key(), shown(setting, value), value.source(), setting.description());
            }
            return table.expendable("source");
        }
    }

    /** Shows one setting. */
    @Command(name = "get", description = "Print one setting's value.")
    static final class Get extends BenchCommand {
        @Parameters(paramLabel = "<setting>", description = "Such as strictness; see vastctl config list.")
        String key = "";

        @Override
        protected int run(Workbench bench) {
            Setting<?> setting = Settings.byKey(key);
            bench.results()
                    .print(
                            () -> Json.document("setting").setAll(setting(bench.settings(), setting)),
                            () -> plain(resolved(bench.settings(), setting).value()) + System.lineSeparator());
            return 0;
        }
    }

    /** Stores one setting. */
    @Command(name = "set", description = "Store a setting's value; a flag or an environment variable still wins.")
    static final class Set extends BenchCommand {
        @Parameters(index = "0", paramLabel = "<setting>", description = "Such as strictness.")
        String key = "";

        @Parameters(index = "1", paramLabel = "<value>", description = "Such as balanced.")
        String value = "";

        @Override
        protected int run(Workbench bench) {
            Setting<?> setting = Settings.byKey(key);
            Object parsed = setting.parse(value, "value for " + key);
            bench.settings().check(setting, parsed, "value for " + key);
            RankingSettings.check(bench.settings(), setting, parsed);
            new StoredSettings(bench.database()).set(key, value.strip());
            bench.results().done(key + " is now " + plain(parsed) + ".");
            try {
                warnIfOverruled(bench, setting);
            } catch (BadSettingException e) {
                bench.terminal().err().println("vastctl: stored, but commands will stop at: " + e.getMessage());
            }
            return 0;
        }

        private static void warnIfOverruled(Workbench bench, Setting<?> setting) {
            Resolved<?> effective = resolved(bench.settings(), setting);
            if (!effective.source().startsWith("stored"))
                bench.terminal()
                        .err()
                        .println("vastctl: " + effective.source() + " sets " + setting.key() + " to "
                                + plain(effective.value()) + " and still wins.");
        }
    }

    /** Forgets one stored setting. */
    @Command(name = "unset", description = "Forget a stored value.")
    static final class Unset extends BenchCommand {
        @Parameters(paramLabel = "<setting>", description = "Such as strictness.")
        String key = "";

        @Override
        protected int run(Workbench bench) {
            Setting<?> setting = Settings.byKey(key);
            if (new StoredSettings(bench.database()).get(key).isPresent())
                RankingSettings.check(
                        bench.settings(), setting, bench.unstored().get(setting));
            boolean was = new StoredSettings(bench.database()).unset(key);
            bench.results().done(key + (was ? " is no longer stored." : " was not stored."));
            return 0;
        }
    }

    private static Resolved<?> resolved(Settings settings, Setting<?> setting) {
        return settings.resolve(setting, Optional.empty());
    }

    private static ObjectNode setting(Settings settings, Setting<?> setting) {
        Resolved<?> value = resolved(settings, setting);
        return Json.object()
                .put("key", setting.key())
                .put("value", plain(value.value()))
                .put("unit", setting.unit())
                .put("source", value.source())
                .put("description", setting.description())
                .put("environment", setting.environmentName());
    }

    private static String shown(Setting<?> setting, Resolved<?> value) {
        String plain = plain(value.value());
        if (plain.isEmpty()) return "-";
        return setting.unit().startsWith("USD") ? plain + " " + setting.unit() : plain;
    }

    private static String plain(Object value) {
        if (value instanceof Optional<?> optional)
            return optional.map(ConfigCommand::plain).orElse("");
        if (value instanceof Collection<?> many)
            return many.stream().map(String::valueOf).collect(Collectors.joining(","));
        if (value instanceof Duration duration) return Durations.format(duration);
        if (value instanceof URI uri) return uri.toString();
        return String.valueOf(value);
    }
}
