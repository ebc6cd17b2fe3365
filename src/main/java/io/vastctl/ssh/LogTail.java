package io.vastctl.ssh;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The newest part of one growing text file. Kept as bytes: a piece may end in the middle of a character. */
final class LogTail {

    private final int keep;
    private byte[] bytes = new byte[0];
    private long offset;
    private long inode;

    LogTail(int keep) {
        this.keep = keep;
    }

    /** Bytes of the file read so far, those no longer kept included. */
    long offset() {
        return offset;
    }

    /** The file's number when it was last read; 0 if it is not known. */
    long inode() {
        return inode;
    }

    void isInode(long number) {
        inode = number;
    }

    /** The last bytes read of this very file, to tell another file that took its place by. */
    byte[] lastBytes(int most) {
        int length = (int) Math.min(Math.min(most, bytes.length), offset);
        return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }

    /** The log goes on in a new file; what was read of the old one still counts. */
    void goesOnElsewhere() {
        offset = 0;
    }

    /** Forgets everything: the file is another one now, or was read from elsewhere. */
    void restartAt(long newOffset) {
        bytes = new byte[0];
        offset = newOffset;
        inode = 0;
    }

    void append(ByteBuffer piece) {
        int old = bytes.length;
        offset += piece.remaining();
        bytes = Arrays.copyOf(bytes, old + piece.remaining());
        piece.get(bytes, old, bytes.length - old);
        if (bytes.length > keep) bytes = Arrays.copyOfRange(bytes, cut(), bytes.length);
    }

    /** As text; an unfinished last character waits for its other bytes. */
    String text() {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        decoder.decode(ByteBuffer.wrap(bytes), text, false);
        return text.flip().toString();
    }

    /** The first line start from which on everything fits, else the first character start. */
    private int cut() {
        int earliest = bytes.length - keep;
        for (int at = earliest; at < bytes.length; at++) {
            if (bytes[at - 1] == '\n') return at;
        }
        int at = earliest;
        while (at < bytes.length && (bytes[at] & 0xC0) == 0x80) at++;
        return at;
    }
}
