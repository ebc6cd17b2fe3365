package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void readingMakesNoDatabase() {
        shell.run("config", "get", "strictness").exits(0);
        shell.run("config", "list").exits(0).says("strictness", "strict", "default");

        assertThat(shell.database()).doesNotExist();
    }

    @Test
    void aStoredValueStaysUntilItIsUnset() {
        assertThat(shell.run("config", "get", "strictness").exits(0).out().strip())
                .isEqualTo("strict");

        shell.run("config", "set", "strictness", "balanced").exits(0).says("strictness is now balanced.");
        assertThat(shell.run("config", "get", "strictness").out().strip()).isEqualTo("balanced");

        shell.run("config", "unset", "strictness").exits(0).says("no longer stored");
        shell.run("config", "unset", "strictness").exits(0).says("was not stored");
        assertThat(shell.run("config", "get", "strictness").out().strip()).isEqualTo("strict");
    }

    @Test
    void aListAsJsonNamesSourcesUnitsAndVariables() {
        shell.run("config", "set", "max-price", "0.5").exits(0);
        shell.with("VASTCTL_DEADLINE", "15m");

        JsonNode settings = shell.run("config", "list", "-o", "json")
                .exits(0)
                .json("config")
                .path("settings");

        assertThat(setting(settings, "max-price").path("value").asText()).isEqualTo("0.5");
        assertThat(setting(settings, "max-price").path("source").asText()).isEqualTo("stored setting max-price");
        assertThat(setting(settings, "max-price").path("environment").asText()).isEqualTo("VASTCTL_MAX_PRICE");
        assertThat(setting(settings, "deadline").path("source").asText()).isEqualTo("environment VASTCTL_DEADLINE");
        assertThat(setting(settings, "strictness").path("source").asText()).isEqualTo("default");
    }

    @Test
    void oneSettingAsJson() {
        JsonNode json =
                shell.run("config", "get", "max-price", "-o", "json").exits(0).json("setting");

        assertThat(json.path("value").asText()).isEqualTo("1.0");
        assertThat(json.path("unit").asText()).isEqualTo("USD/h");
    }

    @Test
    void settingWhatTheEnvironmentOverrulesIsSaid() {
        Ran set = shell.with("VASTCTL_STRICTNESS", "aggressive")
                .run("config", "set", "strictness", "balanced", "-o", "json")
                .exits(0);

        assertThat(set.json("done").path("message").asText()).isEqualTo("strictness is now balanced.");
        assertThat(set.err()).contains("VASTCTL_STRICTNESS sets strictness to aggressive and still wins");
    }

    private static JsonNode setting(JsonNode settings, String key) {
        return Ran.items(settings).stream()
                .filter(setting -> setting.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void constantsThatContradictEachOtherAreRefusedWhenTheyAreSet() {
        shell.run("config", "set", "ranking-host-strength", "50")
                .refuses(2, "ranking-host-strength (50.0)", "ranking-market-strength (5.0)", "the other one first");

        shell.run("config", "set", "ranking-prior-strength", "200").exits(0);
        shell.run("config", "set", "ranking-market-strength", "150").exits(0);
        shell.run("config", "set", "ranking-host-strength", "50").exits(0);

        shell.run("config", "unset", "ranking-prior-strength").refuses(2, "ranking-market-strength (150.0)");
        shell.run("config", "unset", "ranking-host-strength").exits(0);
        shell.run("config", "unset", "ranking-market-strength").exits(0);
        shell.run("config", "unset", "ranking-prior-strength").exits(0);
    }

    @Test
    void constantsThatContradictEachOtherInTheFileCanBePutRightOneByOne() {
        shell.write(shell.config().resolve("config.yaml"), "ranking-host-strength: 50\n");

        shell.run("config", "set", "ranking-prior-strength", "200").exits(0);
        shell.run("config", "set", "ranking-market-strength", "150").exits(0);
        shell.run("config", "set", "ranking-market-strength", "20").refuses(2, "ranking-host-strength (50.0)");
    }
}
