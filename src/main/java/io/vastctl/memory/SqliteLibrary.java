package io.vastctl.memory;

import io.vastctl.start.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/** SQLite's native library, kept outside the JAR: the driver would unpack it anew for each process. */
public final class SqliteLibrary {
    private SqliteLibrary() {}

    /**
     * Loads the library from the folder, where it is put first if it is missing or differs in a single byte. To be called
     * before the first connection. Whatever goes wrong is left to the driver, which then unpacks its own.
     */
    public static void load(Path folder) {
        try {
            Path kept = kept(folder);
            System.setProperty("org.sqlite.lib.path", folder.toString());
            System.setProperty("org.sqlite.lib.name", kept.getFileName().toString());
        } catch (IOException | RuntimeException e) {
            // A folder that is full, read-only or not ours.
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) { // the driver declares no less; the first connection tries again and tells
            return;
        }
    }

    /** Its name holds its checksum, so that programs of two versions do not take each other's. */
    static Path kept(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        URL packed = SqliteLibrary.class.getResource(packed() + "/" + name);
        if (packed == null || !(packed.openConnection() instanceof JarURLConnection jar))
            throw new IOException("no library of SQLite for this system in the JAR");
        JarEntry entry = jar.getJarEntry();
        Path kept = folder.resolve(Long.toHexString(entry.getCrc()) + "-" + name);
        PrivateFolder.make(folder);
        if (!isWhole(kept, entry)) unpack(jar, kept, entry);
        PrivateFolder.require(kept);
        return kept;
    }

    /**
     * Where in the JAR the library for this system is, as {@link LibraryLoaderUtil#getNativeLibResourcePath} has it. That
     * one runs {@code uname -o} at each start, to tell Linux from Termux on Android; there, the wrong library does not load,
     * and the driver looks for itself.
     */
    static String packed() {
        if (!System.getProperty("os.name", "").contains("Linux") || OSInfo.isAndroidRuntime())
            return LibraryLoaderUtil.getNativeLibResourcePath();
        return "/org/sqlite/native/" + (OSInfo.isMusl() ? "Linux-Musl" : "Linux") + "/" + OSInfo.getArchName();
    }

    private static void unpack(JarURLConnection jar, Path kept, JarEntry entry) throws IOException {
        Path unfinished = Files.createTempFile(kept.getParent(), "unpacked", ".new");
        try {
            try (InputStream from = jar.getInputStream()) {
                Files.write(unfinished, from.readAllBytes());
            }
            if (!isWhole(unfinished, entry)) throw new IOException(unfinished + " is not what was written");
            PrivateFolder.publish(unfinished, kept);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** To load a library that is cut off can end the process. */
    private static boolean isWhole(Path file, JarEntry entry) throws IOException {
        if (!Files.exists(file) || Files.size(file) != entry.getSize()) return false;
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return sum.getValue() == entry.getCrc();
    }
}
