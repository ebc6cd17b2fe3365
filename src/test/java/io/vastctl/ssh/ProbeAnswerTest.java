package io.vastctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.readiness.ProbeResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeAnswerTest {

    private static final String WHOLE = "n echo 0 3 0\nok\nn gpu 9 2 4\nünon\nn end\n";

    @Test
    void readsResultsByTheirLengths() {
        assertThat(parse(WHOLE))
                .contains(Map.of("echo", new ProbeResult(0, "ok\n", ""), "gpu", new ProbeResult(9, "ü", "non\n")));
    }

    @Test
    void ignoresNoiseInFront() {
        assertThat(parse("Welcome to vast.ai.\nn\nHave fun!" + WHOLE)).isEqualTo(parse(WHOLE));
    }

    @Test
    void outputMayLookLikeAResultLine() {
        assertThat(parse("n a 0 6 0\nn end\nn end\n")).contains(Map.of("a", new ProbeResult(0, "n end\n", "")));
    }

    @Test
    void noPieceOfAnAnswerIsAnAnswer() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            String piece = new String(whole, 0, length, StandardCharsets.ISO_8859_1);
            assertThat(ProbeAnswer.parse(piece.getBytes(StandardCharsets.ISO_8859_1), "n"))
                    .as("the first %s bytes", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n a 0 9 0\nshort\nn end\n",
                "n a 0 -1 1\nx\nn end\n",
                "n a zero 0 0\nn end\n",
                "n a 0 2147483647 2147483647\nn end\n",
                "n a 0 0\nn end\n",
                "n a 0 0 0\nstray\nn end\n",
                "n a 0 0 0\nn a 0 0 0\nn end\n",
                "other a 0 0 0\nother end\n"
            })
    void garbledAnswersAreNone(String answer) {
        assertThat(parse(answer)).isEmpty();
    }

    private static Optional<Map<String, ProbeResult>> parse(String answer) {
        return ProbeAnswer.parse(answer.getBytes(StandardCharsets.UTF_8), "n");
    }
}
