package io.vastctl.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a disk is full: SQLite does not always say so where that is why it cannot write. */
record DiskRoom(Path file) {

    /** The least with which SQLite opens a database: one page of the log and the 32 KiB of its index. */
    private static final long LEAST_BYTES = 40 * 1024;

    /** False too if nobody can tell. */
    boolean isGone() {
        try {
            Path there = file;
            while (there != null && !Files.exists(there)) there = there.getParent();
            return there != null && Files.getFileStore(there).getUsableSpace() < LEAST_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
