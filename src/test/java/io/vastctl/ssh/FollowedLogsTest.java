package io.vastctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FollowedLogsTest {

    private FollowedLogs logs = new FollowedLogs();

    private byte[] file = new byte[0];

    @Test
    void joinsPiecesAndAdvancesTheOffset() {
        assertThat(take(0, "one\n")).isEqualTo("one\n");
        assertThat(take(4, "two\n")).isEqualTo("one\ntwo\n");
        assertThat(take(8, "")).isEqualTo("one\ntwo\n");
        file = bytes("one\ntwo\nthree\n");
        assertThat(look("1 same")).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void startsAgainWithAFileMadeAnew() {
        take(0, "old old old\n");

        assertThat(take(0, "new\n")).isEqualTo("new\n");
    }

    @Test
    void aFileAsLongAsTheOldOneIsToldByItsBytesAndReadFromItsBeginning() {
        take(0, "old line\n".repeat(20));
        file = bytes("new line\n".repeat(30));

        assertThat(look("1 same")).isEmpty();
        assertThat(look("1 same")).isEqualTo("new line\n".repeat(30));
    }

    @Test
    void aLogThatWasMovedAsideGoesOnInTheNewFile() {
        take(0, "one\n");
        file = bytes("two\n");

        assertThat(look("2 moved")).isEqualTo("one\ntwo\n");
        assertThat(logs.inode("log")).isEqualTo(2);
        file = bytes("two\nthree\n");
        assertThat(look("2 same")).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void piecesBeginBeforeTheEndOfTheLastOneOrThere() {
        take(0, "x".repeat(100));

        assertThat(logs.offset("log")).isEqualTo(100);
        assertThat(logs.back("log")).isEqualTo(64);
        assertThat(logs.take("log", raw(0, bytes("101 100\ny"))).stdout()).endsWith("xy");
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
        assertThat(take(4, "two\n")).isEqualTo("one\ntwo\n");
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
        logs = new FollowedLogs(20);
        take(0, "first line\n");

        assertThat(take(11, "second\nthird\n")).isEqualTo("second\nthird\n");
    }

    @Test
    void cutsALineThatIsTooLongAtACharacter() {
        logs = new FollowedLogs(20);
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

    /** The file up to {@code start} stays as it was, and goes on with the piece. */
    private String take(long start, byte[] piece) {
        byte[] whole = Arrays.copyOf(file, (int) start + piece.length);
        System.arraycopy(piece, 0, whole, (int) start, piece.length);
        file = whole;
        return look("1 same");
    }

    /** Answers as the script does. */
    private String look(String inodeAndState) {
        boolean anew = logs.offset("log") > file.length || inodeAndState.endsWith("moved");
        int from = anew ? 0 : (int) logs.offset("log") - logs.back("log");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        stdout.writeBytes((file.length + " " + from + " " + inodeAndState + "\n").getBytes(StandardCharsets.US_ASCII));
        stdout.writeBytes(Arrays.copyOfRange(file, from, file.length));
        return logs.take("log", raw(0, stdout.toByteArray())).stdout();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ProbeAnswer.Raw raw(int exitCode, byte[] stdout) {
        return new ProbeAnswer.Raw(exitCode, ByteBuffer.wrap(stdout), ByteBuffer.allocate(0));
    }
}
