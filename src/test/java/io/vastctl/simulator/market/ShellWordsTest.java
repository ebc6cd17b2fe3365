package io.vastctl.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordsTest {

    @Test
    void quotesAndBackslashesAreTakenOff() {
        assertThat(ShellWords.of("a 'b c' \"d e\" f\\ g h'i'\"j\" '' 'it'\\''s'", 0))
                .containsExactly("a", "b c", "d e", "f g", "hij", "", "it's");
    }

    @Test
    void aCommandEndsAtItsOperatorsAndAtTheLineEnd() {
        assertThat(ShellWords.of("a 'b;c' > /dev/null", 0)).containsExactly("a", "b;c");
        assertThat(ShellWords.of("a b\nc", 0)).containsExactly("a", "b");
        assertThat(ShellWords.of("a \\\n b&", 0)).containsExactly("a", "b");
    }

    @Test
    void aQuotedWordMaySpanLinesAndMissItsEnd() {
        assertThat(ShellWords.of("x 'b\nc' \"d\\\"e\\n\" 'f", 2)).containsExactly("b\nc", "d\"e\\n", "f");
    }
}
