package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static List<String> lines(byte[] bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        LogLines.read(new ByteArrayInputStream(bytes), (number, text) -> lines.add(number + ":" + text));
        return lines;
    }

    private static List<String> lines(String text) throws IOException {
        return lines(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyKindOfLineEndEndsALineAndOnlyNewlinesCount() throws IOException {
        assertThat(lines("a\nb\r\nc\rd\n\ne")).containsExactly("1:a", "2:b", "3:c", "3:d", "4:", "5:e");
        assertThat(lines("")).isEmpty();
        assertThat(lines("a\n")).containsExactly("1:a");
    }

    @Test
    void bytesThatAreNoTextDoNotStopTheReader() throws IOException {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, 'b', 0, 'c', '\n', 'd'};

        assertThat(lines(bytes)).containsExactly("1:a\ufffd\ufffdbc", "2:d");
    }

    @Test
    void nothingOfAVeryLongLineIsLost() throws IOException {
        String end = "CUDA out of memory";
        List<String> pieces = lines("x".repeat(65_536 - 5) + end + "y".repeat(200_000) + "\nnext");

        assertThat(pieces).allMatch(piece -> piece.length() <= 65_540);
        assertThat(pieces).filteredOn(piece -> piece.contains(end)).isNotEmpty();
        assertThat(pieces).last().isEqualTo("2:next");
        assertThat(pieces.subList(0, pieces.size() - 1)).allMatch(piece -> piece.startsWith("1:"));
    }
}
