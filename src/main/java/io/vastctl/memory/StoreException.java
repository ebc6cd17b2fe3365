package io.vastctl.memory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The database could not be read or written; the message is one line for the operator and names the file. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean badFile;

    private StoreException(String message, boolean badFile, @Nullable Throwable cause) {
        super(message, cause);
        this.badFile = badFile;
    }

    static StoreException badFile(Path file, String butItIs, @Nullable Throwable cause) {
        return new StoreException(
                "expected a vastctl database in " + file + ", but " + butItIs
                        + "; it was left as it is: move it away or name another file with --state",
                true,
                cause);
    }

    /** @param remedy what to do, or empty */
    static StoreException badServer(String name, String butItIs, String remedy, @Nullable Throwable cause) {
        return new StoreException(
                "expected a vastctl database at " + name + ", but " + butItIs
                        + (remedy.isEmpty() ? "" : "; " + remedy),
                true,
                cause);
    }

    static StoreException notEmpty(String name, String table, long rows) {
        return new StoreException(
                "expected a database without rows at " + name + ", but " + table + " has " + rows
                        + "; name a new file, or a server's database or schema that is empty",
                true,
                null);
    }

    static StoreException failed(String message, @Nullable Throwable cause) {
        return new StoreException(message, false, cause);
    }

    /** True if the file itself is unusable: damaged, unreadable, or not ours. It has not been changed. */
    public boolean badFile() {
        return badFile;
    }
}
