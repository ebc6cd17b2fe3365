package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no YAML is said in words, with the line at which to look. */
class YamlTroubleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "a:|\t- b @ 2: this is not YAML: a tab stands here; use blanks",
                "a:\t[] @ 1: this is not YAML: a tab stands here; use blanks",
                "a: 1|b: {c: 2|d: 3 @ 2: this is not YAML: a { begins here and does not end",
                "a: 1|b: [c, 2|d: 3 @ 2: this is not YAML: a [ begins here and does not end",
                "a: 1|b: 'x|c: 2 @ 2: this is not YAML: a quote begins here and does not end",
                "a: 1|foo|b: 2 @ 2: this is not YAML: expected \"key: value\"",
                "a:|  - b: 1|    c: 2|   d: 3 @ 4: this is not YAML: this does not line up with what stands above it",
                "a: 1|  b: 2 @ 2: this is not YAML: a second colon in one line, or a line too far to the right;",
                "a: 1|b: %x @ 2: this is not YAML: found character '%' that cannot start any token"
            })
    void eachWithItsLine(String text, String said) {
        assertThat(complaints(text.replace('|', '\n')))
                .singleElement()
                .asString()
                .startsWith(said);
    }

    @Test
    void ofAWorkloadAsOfAPlan() {
        assertThat(YamlFile.parse("w.yaml", "image: x\nenv:\n\tA: 1\n").problems())
                .singleElement()
                .hasToString("w.yaml:3: this is not YAML: a tab stands here; use blanks");
    }

    private static List<String> complaints(String text) {
        List<String> complaints = new ArrayList<>();
        YamlTree.parse(text, (line, message) -> complaints.add(line + ": " + message));
        return complaints;
    }
}
