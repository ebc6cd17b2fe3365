package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class StoredSettingsTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    @Test
    void keepsTheLastValueOfEachKey() {
        try (Database database = engine.open(folder.resolve("vastctl.db"), new FakeTime())) {
            StoredSettings settings = new StoredSettings(database);
            settings.set("strictness", "strict");
            settings.set("max-price", "0.50");
            settings.set("strictness", "balanced");

            assertThat(settings.get("strictness")).contains("balanced");
            assertThat(settings.list()).isEqualTo(Map.of("max-price", "0.50", "strictness", "balanced"));
            assertThat(settings.unset("strictness")).isTrue();
            assertThat(settings.unset("strictness")).isFalse();
            assertThat(settings.get("strictness")).isEmpty();
        }
    }
}
