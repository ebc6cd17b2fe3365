package io.vastctl.readiness;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a log into lines as it comes, in constant memory. A carriage return ends a line too, because progress bars
 * rewrite theirs. Bytes that are no UTF-8 become U+FFFD; a line of more than 64 Ki characters comes in pieces
 * that overlap a little, so that nothing is lost at the seams.
 */
public final class LogLines {

    /** Takes the lines in their order. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One line without its end.
         *
         * @param number as an editor counts, from 1; the pieces of a rewritten or very long line share it
         */
        void line(long number, String text);
    }

    private static final int LONGEST = 65_536;
    private static final int OVERLAP = 1_024;
    private static final int FIRST = 512;

    private final Sink sink;
    private char[] line = new char[FIRST];
    private int length;
    private long number = 1;
    private boolean afterReturn;
    private boolean continued;

    private LogLines(Sink sink) {
        this.sink = sink;
    }

    /** Hands all lines of the text to the sink; an empty last line is none. */
    public static void of(String text, Sink sink) {
        LogLines lines = new LogLines(sink);
        for (int i = 0; i < text.length(); i++) lines.take(text.charAt(i));
        lines.end();
    }

    /**
     * Hands all lines of the stream to the sink.
     *
     * @throws IOException if the stream breaks off
     */
    public static void read(InputStream in, Sink sink) throws IOException {
        read(reader(in), sink);
    }

    /** Reads UTF-8 and puts U+FFFD in the place of everything else. */
    public static Reader reader(InputStream in) {
        return new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    /**
     * Hands all lines of the text to the sink.
     *
     * @throws IOException if the reader breaks off
     */
    public static void read(Reader reader, Sink sink) throws IOException {
        new LogLines(sink).readAll(reader);
    }

    private void readAll(Reader reader) throws IOException {
        char[] buffer = new char[LONGEST];
        for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
            for (int i = 0; i < read; i++) take(buffer[i]);
        }
        end();
    }

    private void end() {
        if (length > 0) emit();
    }

    private void take(char c) {
        if (c == '\n') {
            if (!afterReturn) emit();
            number++;
        } else if (c == '\r') {
            emit();
        } else if (c != '\0') {
            if (length == LONGEST) overlap();
            if (length == line.length) line = Arrays.copyOf(line, Math.min(LONGEST, length * 2));
            line[length++] = c;
        }
        afterReturn = c == '\r';
    }

    private void overlap() {
        sink.line(number, new String(line, 0, length));
        System.arraycopy(line, LONGEST - OVERLAP, line, 0, OVERLAP);
        length = OVERLAP;
        continued = true;
    }

    private void emit() {
        // What stood in the last piece already is no line of its own.
        if (!continued || length > OVERLAP) sink.line(number, new String(line, 0, length));
        length = 0;
        continued = false;
    }
}
