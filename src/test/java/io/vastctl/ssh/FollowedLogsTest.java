package io.vastctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FollowedLogsTest {

    private final FollowedLogs logs = new FollowedLogs(20);

    @Test
    void joinsPiecesAndAdvancesTheOffset() {
        assertThat(take(0, "one\n")).isEqualTo("one\n");
        assertThat(take(4, "two\n")).isEqualTo("one\ntwo\n");
        assertThat(take(8, "")).isEqualTo("one\ntwo\n");
        assertThat(logs.offset("log")).isEqualTo(8);
    }

    @Test
    void startsAgainWithAFileMadeAnew() {
        take(0, "old old old\n");

        assertThat(take(0, "new\n")).isEqualTo("new\n");
        assertThat(logs.offset("log")).isEqualTo(4);
    }

    @Test
    void forgetsAFileThatIsGone() {
        take(0, "old\n");

        assertThat(logs.take("log", raw(1, new byte[0])).stdout()).isEmpty();
        assertThat(logs.offset("log")).isZero();
    }

    @Test
    void keepsWhatItHasWhenAReadTimesOut() {
        take(0, "one\n");

        assertThat(logs.take("log", raw(124, new byte[0])).stdout()).isEqualTo("one\n");
        assertThat(logs.offset("log")).isEqualTo(4);
    }

    @Test
    void aCharacterMayComeInTwoPieces() {
        byte[] rocket = "🚀".getBytes(StandardCharsets.UTF_8);

        String half = take(0, Arrays.copyOfRange(rocket, 0, 2));
        String whole = take(2, Arrays.copyOfRange(rocket, 2, 4));

        assertThat(half).isEmpty();
        assertThat(whole).isEqualTo("🚀");
    }

    @Test
    void bytesThatAreNoTextBecomeReplacementCharacters() {
        assertThat(take(0, new byte[] {'a', (byte) 0xFF, 'b'})).isEqualTo("a\uFFFDb");
    }

    @Test
    void keepsTheNewestWholeLines() {
        take(0, "first line\n");

        assertThat(take(11, "second\nthird\n")).isEqualTo("second\nthird\n");
        assertThat(logs.offset("log")).isEqualTo(24);
    }

    @Test
    void cutsALineThatIsTooLongAtACharacter() {
        assertThat(take(0, "x" + "ü".repeat(12))).isEqualTo("ü".repeat(10));
        assertThat(take(25, "y")).isEqualTo("ü".repeat(9) + "y");
    }

    @Test
    void aHeaderThatIsNoneAddsNothing() {
        assertThat(logs.take("log", raw(0, "nonsense".getBytes(StandardCharsets.UTF_8)))
                        .stdout())
                .isEmpty();
    }

    private String take(long start, String text) {
        return take(start, text.getBytes(StandardCharsets.UTF_8));
    }

    private String take(long start, byte[] piece) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        stdout.writeBytes(("999 " + start + "\n").getBytes(StandardCharsets.US_ASCII));
        stdout.writeBytes(piece);
        return logs.take("log", raw(0, stdout.toByteArray())).stdout();
    }

    private static ProbeAnswer.Raw raw(int exitCode, byte[] stdout) {
        return new ProbeAnswer.Raw(exitCode, ByteBuffer.wrap(stdout), ByteBuffer.allocate(0));
    }
}
