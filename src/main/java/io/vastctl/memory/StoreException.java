package io.vastctl.memory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The database could not be read or written; the message is one line for the operator and names the file. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean badFile;
    private final boolean away;
    private final boolean readOnly;

    StoreException(String message, boolean badFile, boolean away, @Nullable Throwable cause) {
        this(message, badFile, away, false, cause);
    }

    private StoreException(String message, boolean badFile, boolean away, boolean readOnly, @Nullable Throwable cause) {
        super(message, cause);
        this.badFile = badFile;
        this.away = away;
        this.readOnly = readOnly;
    }

    /**
     * A server, or a role there, that reads and does not write.
     *
     * @param remedy what to do
     */
    static StoreException readOnly(String name, String butItIs, String remedy, @Nullable Throwable cause) {
        return new StoreException(
                "expected a vastctl database at " + name + ", but " + butItIs + "; " + remedy,
                true,
                false,
                true,
                cause);
    }

    static StoreException badFile(Path file, String butItIs, @Nullable Throwable cause) {
        return new StoreException(
                "expected a vastctl database in " + file + ", but " + butItIs
                        + "; it was left as it is: move it away or name another file with --state",
                true,
                false,
                cause);
    }

    /** @param remedy what to do, or empty */
    static StoreException badServer(String name, String butItIs, String remedy, @Nullable Throwable cause) {
        return new StoreException(
                "expected a vastctl database at " + name + ", but " + butItIs + (remedy.isEmpty() ? "" : "; " + remedy),
                true,
                false,
                cause);
    }

    /** @param schema of the tables now */
    static StoreException newer(String name, long schema) {
        return new StoreException(
                "a newer vastctl has brought " + name + " up to date meanwhile (schema " + schema + ", this one knows "
                        + Schema.latestVersion() + "): this one rents nothing more; update it and start again",
                true,
                false,
                null);
    }

    static StoreException notEmpty(String name, String table, long rows) {
        return new StoreException(
                "expected a database without rows at " + name + ", but " + table + " has " + rows
                        + "; name a new file, or a server's database or schema that is empty",
                true,
                false,
                null);
    }

    static StoreException failed(String message, @Nullable Throwable cause) {
        return new StoreException(message, false, false, cause);
    }

    static StoreException away(String message, @Nullable Throwable cause) {
        return new StoreException(message, false, true, cause);
    }

    /** True if the server cannot be worked with now, although nothing is wrong with what was asked of it. */
    public boolean away() {
        return away;
    }

    /** True if a server would not let this process write; it may let it read. */
    public boolean readOnly() {
        return readOnly;
    }

    /** True if the file itself is unusable: damaged, unreadable, or not ours. It has not been changed. */
    public boolean badFile() {
        return badFile;
    }
}
