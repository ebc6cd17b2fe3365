package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file for its owner only. Where the file system knows no owners, every file counts as one. */
public final class PrivateFile {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private PrivateFile() {}

    /** False for a file that is not there. */
    public static boolean othersMayRead(Path file) {
        try {
            return Files.exists(file)
                    && knowsOwners(file)
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Takes the rights of others from it.
     *
     * @throws UsageException if it is another's file
     */
    public static void mend(Path file) {
        try {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.removeAll(OTHERS);
            Files.setPosixFilePermissions(file, permissions);
        } catch (IOException e) {
            throw new UsageException(
                    file + " can be read by others and that cannot be changed: chmod 600 it as its owner", e);
        }
    }

    /**
     * Writes it whole or not at all, in place of an older one; folders that are missing are made for the owner only.
     *
     * @throws UsageException if it cannot be written; the text is not quoted
     */
    public static void write(Path file, String text) {
        write(file, text, "rwx------", "rw-------", false);
    }

    /** The same for what is no secret: a file that is there keeps its permissions. */
    public static void writeOpen(Path file, String text) {
        write(file, text, "rwxr-xr-x", "rw-r--r--", true);
    }

    private static void write(Path file, String text, String folderRights, String fileRights, boolean keepRights) {
        try {
            Path whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = whole.getParent();
            if (folder == null) throw new IOException("no folder");
            Files.createDirectories(folder, rights(whole, folderRights));
            Path fresh = Files.createTempFile(folder, ".vastctl", ".part", rights(whole, fileRights));
            try {
                Files.writeString(fresh, text, StandardCharsets.UTF_8);
                if (keepRights && Files.exists(whole) && knowsOwners(whole))
                    Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(whole));
                Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UsageException(
                    file + " cannot be written (" + e.getClass().getSimpleName() + "): see who owns its folder", e);
        }
    }

    private static FileAttribute<?>[] rights(Path file, String permissions) {
        if (!knowsOwners(file)) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private static boolean knowsOwners(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
