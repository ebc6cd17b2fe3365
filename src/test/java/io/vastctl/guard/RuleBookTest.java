package io.vastctl.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published rules are the ones that act. */
class RuleBookTest {

    @ParameterizedTest
    @EnumSource(Rule.class)
    void eachRuleStandsInTheReferenceAsItIs(Rule rule) throws IOException {
        String failsAs = rule.failure().map(failure -> "`" + failure + "`").orElse("–");

        assertThat(Files.readAllLines(Path.of("docs/guard-rules.md")))
                .anyMatch(line -> line.startsWith("| `" + rule + "` | " + rule.sentence() + " | ")
                        && line.endsWith(" | " + failsAs + " |"));
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void eachRuleHasAnExample(Rule rule) throws IOException {
        assertThat(Files.readString(Path.of("src/test/java/io/vastctl/guard/RulesTest.java")))
                .contains("Rule." + rule + ")");
    }
}
