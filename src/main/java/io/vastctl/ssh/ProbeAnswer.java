package io.vastctl.ssh;

import io.vastctl.readiness.ProbeResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a {@link ProbeScript} printed. Anything before the first result line is noise of the
 * login (banners, start files) and ignored; from there on every byte must be in place.
 */
final class ProbeAnswer {

    /** What one probe gave, as bytes: positions and limits mark them, the content is not to be changed. */
    record Raw(int exitCode, ByteBuffer stdout, ByteBuffer stderr) {

        /** The same as text; bytes that are no UTF-8 become replacement characters. */
        ProbeResult toResult() {
            return new ProbeResult(exitCode, text(stdout), text(stderr));
        }

        static String text(ByteBuffer bytes) {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
    }

    private static final int LONGEST_LINE = 200;

    private final byte[] stream;
    private final String nonce;
    private int position;

    private ProbeAnswer(byte[] stream, String nonce) {
        this.stream = stream;
        this.nonce = nonce;
    }

    /** The results by probe name, in order; empty if the answer is cut short or garbled. */
    static Optional<Map<String, ProbeResult>> parse(byte[] stream, String nonce) {
        return parseRaw(stream, nonce).map(raws -> {
            Map<String, ProbeResult> results = new LinkedHashMap<>();
            raws.forEach((name, raw) -> results.put(name, raw.toResult()));
            return results;
        });
    }

    /** As {@link #parse}, with the bytes as they came. */
    static Optional<Map<String, Raw>> parseRaw(byte[] stream, String nonce) {
        return new ProbeAnswer(stream, nonce).read();
    }

    private Optional<Map<String, Raw>> read() {
        Map<String, Raw> results = new LinkedHashMap<>();
        position = start();
        while (true) {
            String[] words = line().split(" ", -1);
            if (!words[0].equals(nonce)) return Optional.empty();
            if (words.length == 2 && words[1].equals("end")) return Optional.of(results);
            if (words.length != 5 || !take(words, results)) return Optional.empty();
        }
    }

    private boolean take(String[] words, Map<String, Raw> results) {
        int exitCode;
        int outBytes;
        int errBytes;
        try {
            exitCode = Integer.parseInt(words[2]);
            outBytes = Integer.parseInt(words[3]);
            errBytes = Integer.parseInt(words[4]);
        } catch (NumberFormatException e) {
            return false;
        }
        if (outBytes < 0 || errBytes < 0 || (long) outBytes + errBytes > stream.length - position) return false;
        Raw raw = new Raw(exitCode, bytes(outBytes), bytes(errBytes));
        return results.put(words[1], raw) == null;
    }

    private ByteBuffer bytes(int count) {
        ByteBuffer piece = ByteBuffer.wrap(stream, position, count).slice().asReadOnlyBuffer();
        position += count;
        return piece;
    }

    /** The next line without its end; empty if there is no whole line. */
    private String line() {
        int last = Math.min(stream.length, position + LONGEST_LINE);
        for (int end = position; end < last; end++) {
            if (stream[end] != '\n') continue;
            String line = new String(stream, position, end - position, StandardCharsets.US_ASCII);
            position = end + 1;
            return line;
        }
        return "";
    }

    /** Where the nonce first stands: noise need not end with a line break. */
    private int start() {
        byte[] mark = (nonce + " ").getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + mark.length <= stream.length; at++) {
            if (Arrays.equals(stream, at, at + mark.length, mark, 0, mark.length)) return at;
        }
        return stream.length;
    }
}
