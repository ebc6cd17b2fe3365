package io.vastctl.memory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Looks at a file before SQLite does: opening a stranger's database could already change it (a
 * journal rolled back, a log written home).
 */
final class FileHeader {

    /** "vast" in ASCII. */
    static final int APPLICATION_ID = 0x76617374;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final int APPLICATION_ID_OFFSET = 68;

    private FileHeader() {}

    /**
     * Passes for an empty file, which is ours to fill, and for a database that carries our mark.
     *
     * @throws StoreException with {@link StoreException#badFile()} for everything else
     */
    static void requireOursOrEmpty(Path file) {
        if (Files.isDirectory(file)) throw StoreException.badFile(file, "it is a folder", null);
        if (!Files.isRegularFile(file)) throw StoreException.badFile(file, "it is not a regular file", null);
        byte[] header = read(file);
        if (header.length == 0) return;
        if (header.length < HEADER_BYTES || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw StoreException.badFile(file, "it is not an SQLite database", null);
        }
        if (ByteBuffer.wrap(header).getInt(APPLICATION_ID_OFFSET) != APPLICATION_ID) {
            throw StoreException.badFile(file, "it is a database of another application", null);
        }
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER_BYTES);
        } catch (AccessDeniedException e) {
            throw StoreException.badFile(file, "reading it is not permitted", e);
        } catch (IOException e) {
            throw StoreException.badFile(file, "it cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
