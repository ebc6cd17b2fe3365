package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigEditTest {

    @TempDir
    Path folder;

    @Test
    void aFileThatIsNotThereBeginsWithWhatItIs() throws IOException {
        ConfigEdit edit = strictness("balanced");

        assertThat(edit.before()).isEmpty();
        assertThat(edit.text()).startsWith("# Defaults of vastctl").endsWith("\nstrictness: balanced\n");
        assertThat(edit.changes()).containsExactly("+ strictness: balanced");
        assertThat(file()).doesNotExist();
    }

    @Test
    void onlyTheLineChangesAndKeepsItsComment() throws IOException {
        Files.writeString(
                file(), "max-price: 1 # a\nstrictness:   strict  # b\npolicies:\n  mine:\n    like: strict\n");

        assertThat(strictness("balanced").text())
                .isEqualTo("max-price: 1 # a\nstrictness: balanced  # b\npolicies:\n  mine:\n    like: strict\n");
    }

    @Test
    void whatIsMissingIsAddedBehindALastLineWithoutAnEnd() throws IOException {
        Files.writeString(file(), "max-price: 1");

        assertThat(strictness("balanced").text()).isEqualTo("max-price: 1\nstrictness: balanced\n");
    }

    @Test
    void lineEndsStayAsTheyAre() throws IOException {
        Files.writeString(file(), "max-price: 1\r\nstrictness: strict\r\n");

        assertThat(strictness("balanced").text()).isEqualTo("max-price: 1\r\nstrictness: balanced\r\n");
    }

    @Test
    void aKeyWithoutAValueGetsOne() throws IOException {
        Files.writeString(file(), "strictness:\nmax-price: 1\n");

        assertThat(strictness("balanced").text()).isEqualTo("strictness: balanced\nmax-price: 1\n");
    }

    @Test
    void theSameValueInOtherClothesIsNoChange() throws IOException {
        Files.writeString(file(), "strictness: \"balanced\"\n");

        assertThat(strictness("balanced").changesSomething()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b/c: d", "/a/#b", "/quo\"te", "/back\\slash", "/plain.key", "/Übung"})
    void anyPathIsReadAsItWasWritten(String path) throws IOException {
        Files.writeString(file(), ConfigEdit.of(file(), Map.of("ssh-key", path)).text());

        Settings settings = new Settings(Map.of(), key -> Optional.empty(), file());
        assertThat(settings.get(Settings.SSH_KEY)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strictness: >\n  strict\n", "strictness: [strict]\n", "max-price: 1\n...\n"})
    void whatCannotBeChangedByLineIsLeftToTheOperator(String text) throws IOException {
        Files.writeString(file(), text);

        assertThatThrownBy(() -> strictness("balanced"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("write into it yourself: strictness: balanced");
    }

    @Test
    void aFileThatIsNotSoundIsNotTouched() throws IOException {
        Files.writeString(file(), "a: [\n");

        assertThatThrownBy(() -> strictness("balanced"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("this is not YAML");
    }

    private Path file() {
        return folder.resolve("config.yaml");
    }

    private ConfigEdit strictness(String value) {
        return ConfigEdit.of(file(), Map.of("strictness", value));
    }
}
