package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.ranking.StrictnessPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies of the operator's own, in the config file. */
class OwnPoliciesTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("config.yaml");
    }

    @Test
    void aPolicyTakesWhatItLeavesOutFromTheOneItIsLike() throws IOException {
        Settings settings = settings("""
                max-price: 0.50
                policies:
                  night:
                    like: balanced
                    min-reliability: 0.9
                    bar-host-after: never
                    excluded-countries: [ru, CN]
                  lax-night:
                    like: night
                    verified-only: false
                strictness: lax-night
                """);

        assertThat(settings.policy("night"))
                .contains(new StrictnessPolicy("night", 0.9, 8, true, OptionalInt.empty(), true, Set.of("RU", "CN")));
        assertThat(settings.policy("lax-night").orElseThrow().verifiedOnly()).isFalse();
        assertThat(settings.policy("lax-night").orElseThrow().minReliability()).isEqualTo(0.9);
        assertThat(settings.get(Settings.STRICTNESS)).isEqualTo("lax-night");
        assertThat(settings.policyNames()).containsExactly("strict", "balanced", "aggressive", "night", "lax-night");
    }

    @Test
    void withoutALikeItIsLikeStrict() throws IOException {
        assertThat(settings("policies: {mine: {min-direct-ports: 3}}\n").policy("mine"))
                .contains(new StrictnessPolicy(
                        "mine", 0.995, 3, true, OptionalInt.of(1), true, StrictnessPolicy.STRICT.excludedCountries()));
    }

    @Test
    void nothingUnderPoliciesIsNoPolicy() throws IOException {
        assertThat(settings("policies:\n").policyNames()).containsExactlyElementsOf(StrictnessPolicy.names());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            min-reliability: 1.5    | policies.mine.min-reliability: expected a number from 0 to 1, such as 0.98
            min-reliabilty: 0.9     | policies.mine.min-reliabilty: unknown field (did you mean min-reliability?)
            min-direct-ports: -1    | policies.mine.min-direct-ports: expected a whole number of ports, such as 8
            proven-first: perhaps   | policies.mine.proven-first: expected true or false
            bar-host-after: 0       | policies.mine.bar-host-after: expected a whole number of machines from 1 up, or never
            excluded-countries: RUS | policies.mine.excluded-countries: expected country codes of two letters, such as RU,CN, or nothing for none
            like: balancd           | policies.mine.like: expected a policy that stands before it: strict, balanced, aggressive (did you mean balanced?)
            """)
    void aWrongFieldIsNamedWithItsLine(String field, String message) {
        assertThatThrownBy(() -> settings("# mine\npolicies:\n  mine:\n    " + field + "\n")
                        .get(Settings.MAX_PRICE))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(file + ":4: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'policies:\n  strict: {min-direct-ports: 1}\n' | :2: policies.strict: this policy is built in; choose another name
            'policies:\n  My Own: {min-direct-ports: 1}\n' | :2: policies.My Own: expected a name of lower-case letters, digits and dashes
            'policies:\n  mine: balanced\n'                | :2: policies.mine: expected fields such as "like: balanced"
            'policies: balanced\n'                         | :1: policies: expected policies by name, each with its fields
            """)
    void aWrongPolicyIsNamedWithItsLine(String yaml, String message) {
        String content = yaml.replace("\\n", "\n");

        assertThatThrownBy(() -> settings(content).get(Settings.MAX_PRICE)).hasMessage(file + message);
    }

    @Test
    void aNameThatIsNearlyOneOfOursIsSuggested() throws IOException {
        Settings settings = settings("policies: {night: {like: balanced}}\n");

        assertThatThrownBy(() -> settings.resolve(Settings.STRICTNESS, Optional.of("nigth")))
                .hasMessage("flag --strictness: \"nigth\" is not a value for strictness,"
                        + " expected strict, balanced, aggressive or night (did you mean night?)");
    }

    private Settings settings(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return new Settings(Map.of(), key -> Optional.empty(), file);
    }
}
