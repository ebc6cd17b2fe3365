package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> stored = new HashMap<>();
    private final List<String> askedOfTheStore = new ArrayList<>();
    private Path file;

    @BeforeEach
    void placeTheFile() {
        file = folder.resolve("config.yaml");
    }

    private Settings settings() {
        return new Settings(
                environment,
                key -> {
                    askedOfTheStore.add(key);
                    return Optional.ofNullable(stored.get(key));
                },
                file);
    }

    @Test
    void withoutAnythingTheDefaultCounts() {
        assertThat(settings().resolve(Settings.STRICTNESS, Optional.empty()))
                .isEqualTo(new Resolved<>("strict", "default"));
        assertThat(settings().get(Settings.DEADLINE)).isEqualTo(Duration.ofHours(2));
        assertThat(settings().get(Settings.EXCLUDE_REGION)).isEmpty();
        assertThat(settings().get(Settings.GPU)).isEmpty();
        assertThat(settings().get(Settings.IMAGE)).isEmpty();
    }

    @Test
    void flagBeatsEnvironmentBeatsStoredBeatsFileBeatsDefault() throws IOException {
        Files.writeString(file, "# mine\nmax-price: 0.20\n");
        assertThat(price(Optional.empty())).isEqualTo(new Resolved<>(0.20, file + ":2"));

        stored.put("max-price", "0.30");
        assertThat(price(Optional.empty())).isEqualTo(new Resolved<>(0.30, "stored setting max-price"));

        environment.put("VASTCTL_MAX_PRICE", "0.40");
        assertThat(price(Optional.empty())).isEqualTo(new Resolved<>(0.40, "environment VASTCTL_MAX_PRICE"));

        assertThat(price(Optional.of(0.50))).isEqualTo(new Resolved<>(0.50, "flag --max-price"));
    }

    private Resolved<Double> price(Optional<Double> flag) {
        return settings().resolve(Settings.MAX_PRICE, flag);
    }

    @Test
    void theStoreIsAskedOnlyWhenItDecides() {
        environment.put("VASTCTL_MAX_PRICE", "0.40");
        Settings settings = settings();

        settings.resolve(Settings.MIN_PRICE, Optional.of(0.1));
        settings.get(Settings.MAX_PRICE);
        assertThat(askedOfTheStore).isEmpty();

        settings.get(Settings.NUM_GPUS);
        assertThat(askedOfTheStore).containsExactly("num-gpus");
    }

    @Test
    void anEmptyVariableIsNotSet() {
        environment.put("VASTCTL_MAX_PRICE", " ");

        assertThat(price(Optional.empty()).source()).isEqualTo("default");
    }

    @Test
    void theApiAddressMayStandInTheOfficialVariable() {
        environment.put("VAST_URL", "http://127.0.0.1:8080/");
        assertThat(settings().resolve(Settings.API_URL, Optional.empty()))
                .isEqualTo(new Resolved<>(URI.create("http://127.0.0.1:8080"), "environment VAST_URL"));

        environment.put("VASTCTL_API_URL", "https://example.org");
        assertThat(settings().get(Settings.API_URL)).isEqualTo(URI.create("https://example.org"));
    }

    @Test
    void aBadValueNamesItsPlaceItselfAndWhatIsExpected() throws IOException {
        environment.put("VASTCTL_DEADLINE", "soon");
        stored.put("strictness", "lax");
        Files.writeString(file, "gpu: RTX 4090\n\nnum-gpus: many\nmax-spend: [1, 2]\n");

        assertBad(Settings.DEADLINE)
                .hasMessage("environment VASTCTL_DEADLINE: \"soon\" is not a value for deadline,"
                        + " expected a duration such as 90s, 15m, 1h30m or 7d, at least 1s");
        assertBad(Settings.STRICTNESS)
                .hasMessage("stored setting strictness: \"lax\" is not a value for strictness,"
                        + " expected strict, balanced or aggressive");
        assertBad(Settings.NUM_GPUS)
                .hasMessage(file + ":3: \"many\" is not a value for num-gpus, expected a whole number from 1 to 16");
        assertBad(Settings.MAX_SPEND).hasMessageStartingWith(file + ":4: max-spend cannot be a list");
        assertThatThrownBy(() -> Settings.MAX_PRICE.parse("-1", "flag --max-price"))
                .hasMessage("flag --max-price: \"-1\" is not a value for max-price,"
                        + " expected an amount in USD from 0 to 1000, such as 0.50");
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertBad(Setting<?> setting) {
        return assertThatThrownBy(() -> settings().get(setting)).isInstanceOf(BadSettingException.class);
    }

    @Test
    void oddNumbersAreRefused() {
        for (String odd : List.of("NaN", "Infinity", "1e2", "0x1p3", "2d", "1,50", "1001", "")) {
            assertThatThrownBy(() -> Settings.MAX_PRICE.parse(odd, "flag --max-price"))
                    .as(odd)
                    .isInstanceOf(BadSettingException.class);
        }
        for (String odd : List.of("ftp://x", "console.vast.ai", "https://u:p@x", "https://x?key=1", "http://", "")) {
            assertThatThrownBy(() -> Settings.API_URL.parse(odd, "flag --api-url"))
                    .as(odd)
                    .isInstanceOf(BadSettingException.class);
        }
    }

    @Test
    void listsMayBeWrittenInYamlOrWithCommasAndNorwayIsACountry() throws IOException {
        Files.writeString(file, "exclude-region: [NO, se]\ngpu: RTX 4090, RTX 3090\n");

        assertThat(settings().get(Settings.EXCLUDE_REGION)).containsExactly("NO", "SE");
        assertThat(settings().get(Settings.GPU)).containsExactly("RTX 4090", "RTX 3090");
    }

    @Test
    void anUnknownKeyIsRefusedEvenWhenAFlagDecides() throws IOException {
        Files.writeString(file, "strictness: strict\nmax_prise: 1\n");

        assertThatThrownBy(() -> price(Optional.of(0.5)))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(file + ":2: unknown setting max_prise (did you mean max-price?)");
    }

    @Test
    void brokenFilesNameTheLine() throws IOException {
        Files.writeString(file, "strictness: strict\ngpu: [RTX 4090\nmax-price: 1\n");
        assertThatThrownBy(() -> price(Optional.empty()))
                .isInstanceOf(BadSettingException.class)
                .hasMessageMatching(
                        "(?s)" + java.util.regex.Pattern.quote(file.toString()) + ":[23]: this is not YAML: [^\\n]*");

        Files.writeString(file, "- a\n- b\n");
        assertThatThrownBy(() -> price(Optional.empty())).hasMessageStartingWith(file + ":1: expected fields");

        Files.writeString(file, "max-price: 1\nmax-price: 2\n");
        assertThatThrownBy(() -> price(Optional.empty())).hasMessage(file + ":2: max-price is there twice");

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> price(Optional.empty())).hasMessage(file + ": not a text file in UTF-8");
    }

    @Test
    void emptyFilesAndEmptyFieldsChangeNothing() throws IOException {
        Files.writeString(file, "");
        assertThat(price(Optional.empty()).source()).isEqualTo("default");
        Files.writeString(file, "# nothing\nmax-price:\n");
        assertThat(price(Optional.empty()).source()).isEqualTo("default");
    }

    @Test
    void everySettingHasAReadableDefaultAndAKeyOfItsOwn() {
        assertThat(Settings.all()).allSatisfy(setting -> {
            assertThat(setting.defaultValue()).isNotNull();
            assertThat(setting.description()).endsWith(".");
            assertThat(Settings.byKey(setting.key())).isSameAs(setting);
        });
        assertThat(Settings.keys()).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownKeyFindsTheNearest() {
        assertThatThrownBy(() -> Settings.byKey("strictnes"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("unknown setting strictnes (did you mean strictness?); vastctl config list shows all");
    }

    @Test
    void everySettingIsDocumented() throws IOException {
        String documentation = Files.readString(Path.of("docs/reference/settings.md"));

        assertThat(Settings.all()).allSatisfy(setting -> {
            String row = documentation
                    .lines()
                    .filter(line -> line.startsWith("| `" + setting.key() + "` |"))
                    .findFirst()
                    .orElse("");
            assertThat(row)
                    .contains("`" + setting.environmentName() + "`")
                    .contains(setting.defaultText().isEmpty() ? "none" : "`" + setting.defaultText() + "`")
                    .contains(setting.unit());
        });
    }
}
