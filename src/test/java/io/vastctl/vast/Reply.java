package io.vastctl.vast;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * What a server writes to a connection in answer to one request.
 *
 * @param wire the bytes
 * @param told what they say, if they are a whole HTTP answer
 * @param ending what happens to the connection then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(byte[] wire, Optional<Told> told, Ending ending) {

    private static final int LONGEST_SHOWN = 200;

    enum Ending {
        STAYS,
        CLOSES,
        RESETS,
        /** Nothing more comes, and nobody hangs up. */
        HANGS
    }

    private static final List<Integer> STATUSES = List.of(
            200, 200, 200, 200, 201, 202, 206, 300, 301, 307, 308, 400, 400, 401, 402, 403, 403, 404, 404, 404, 404,
            405, 408, 409, 410, 411, 418, 421, 422, 429, 429, 451, 483, 500, 502, 503, 504, 520, 599, 600, 777, 999);

    /** An answer that the client would accept, whole and in order. */
    static Reply right(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return sized(new Told(200, bytes, false), "");
    }

    /** The same with another status. */
    static Reply failing(int status, String body) {
        return sized(new Told(status, body.getBytes(StandardCharsets.UTF_8), false), "");
    }

    /** A packed answer of so many megabytes of zeros. */
    static Reply bomb(int megabytes) {
        byte[] zip = zip(new byte[1 << 20], megabytes);
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zip.length + "\r\n\r\n";
        return new Reply(joined(ascii(head), zip), Optional.empty(), Ending.STAYS);
    }

    static Reply any(Dice dice, String right) {
        int status = dice.oneIn(2) ? 200 : dice.pick(STATUSES);
        byte[] body = new JsonSoup(dice).body(right);
        boolean html = dice.oneIn(12);
        Told told = new Told(status, body, html);
        return switch (dice.below(24)) {
            case 0 -> chunked(told);
            case 1 -> zipped(told);
            case 2 -> cutOff(told, dice);
            case 3 -> broken(dice);
            case 4 -> sized(new Told(dice.oneIn(2) ? 204 : 304, new byte[0], false), "");
            case 5 -> untilTheEnd(told);
            case 6 -> sized(told, header(dice));
            case 7 -> dice.oneIn(4) ? mismeasured(told, dice) : sized(told, "");
            default -> sized(told, "");
        };
    }

    /** Begins an answer and never ends it. */
    static Reply stalled(Dice dice) {
        String begun = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"instances\":null";
        return new Reply(ascii(begun.substring(0, dice.below(begun.length()))), Optional.empty(), Ending.HANGS);
    }

    private static Reply sized(Told told, String header) {
        String head = told.head() + header + "Content-Length: " + told.body().length + "\r\n\r\n";
        return new Reply(joined(ascii(head), told.body()), Optional.of(told), Ending.STAYS);
    }

    private static Reply untilTheEnd(Told told) {
        byte[] wire = joined(ascii(told.head() + "Connection: close\r\n\r\n"), told.body());
        return new Reply(wire, Optional.of(told), Ending.CLOSES);
    }

    /** A length that is none is as good as no length. */
    private static Reply mismeasured(Told told, Dice dice) {
        String length = dice.pick(List.of("99999999999999999999", "many", ""));
        byte[] wire = joined(ascii(told.head() + "Content-Length: " + length + "\r\n\r\n"), told.body());
        return new Reply(wire, Optional.of(told), Ending.CLOSES);
    }

    private static Reply chunked(Told told) {
        String head = told.head() + "Transfer-Encoding: chunked\r\n\r\n";
        String size = Integer.toHexString(told.body().length) + "\r\n";
        byte[] chunk = told.body().length == 0 ? new byte[0] : joined(ascii(size), told.body(), ascii("\r\n"));
        return new Reply(joined(ascii(head), chunk, ascii("0\r\n\r\n")), Optional.of(told), Ending.STAYS);
    }

    private static Reply zipped(Told told) {
        byte[] zip = zip(told.body(), 1);
        String head = told.head() + "Content-Encoding: gzip\r\nContent-Length: " + zip.length + "\r\n\r\n";
        return new Reply(joined(ascii(head), zip), Optional.of(told), Ending.STAYS);
    }

    private static Reply cutOff(Told told, Dice dice) {
        String head = told.head() + "Content-Length: " + (told.body().length + 1 + dice.below(100)) + "\r\n\r\n";
        byte[] wire = joined(ascii(head), told.body());
        return new Reply(wire, Optional.empty(), dice.oneIn(3) ? Ending.RESETS : Ending.CLOSES);
    }

    private static Reply broken(Dice dice) {
        String text = dice.pick(List.of(
                "",
                "\r\n\r\n",
                "HTTP/1.1",
                "HTTP/1.1 \r\n\r\n",
                "HTTP/1.1 -10 no\r\n\r\n",
                "HTTP/1.1 1000 no\r\nContent-Length: 0\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n{\"instances\":null}",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "{\"instances\":null}",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 18\r\n\r\n{\"instances\":null}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{\"instances\":null}\r\n",
                "HTTP/1.1 204 No\r\nContent-Length: 18\r\n\r\n{\"instances\":null}",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\n" + "X-Long: " + "y".repeat(300_000) + "\r\n\r\n",
                "HTTP/1.1 " + "a".repeat(200_000)));
        return new Reply(ascii(text), Optional.empty(), dice.oneIn(3) ? Ending.RESETS : Ending.CLOSES);
    }

    private static String header(Dice dice) {
        return dice.pick(List.of(
                "Retry-After: 1e9\r\n",
                "Retry-After: 0\r\n",
                "Retry-After: " + "9".repeat(400) + "\r\n",
                "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
                "Date: Sun, 06 Nov 999999999 08:49:37 GMT\r\n",
                "Location: https://" + ClientFixture.SECRET + ".example/\r\n",
                "Content-Type: ;;;\r\n",
                "Content-Type: application/json; charset=klingon\r\n",
                "Set-Cookie: \u00e9=\u00ff\r\n",
                "WWW-Authenticate: Basic realm=\"x\"\r\n",
                ": no name\r\n"));
    }

    @Override
    public String toString() {
        String text = new String(wire, 0, Math.min(wire.length, LONGEST_SHOWN), StandardCharsets.ISO_8859_1);
        return told.map(Told::toString).orElse("no answer: " + text) + ", then it " + ending;
    }

    private static byte[] zip(byte[] body, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
