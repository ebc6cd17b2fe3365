package io.vastctl.start;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder whose files this process may run as its own code, and how a file comes to be there. */
public final class PrivateFolder {
    private PrivateFolder() {}

    /**
     * Makes the folder, and those above it, for its owner only.
     *
     * @throws IOException if that cannot be, or if others than we and root own it or may write there
     */
    public static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder))
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE)));
        require(folder);
    }

    /**
     * Looks at a file or folder that is there.
     *
     * @throws IOException if others than we and root own it or may write there
     */
    public static void require(Path path) throws IOException {
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(path);
        if (allowed.contains(PosixFilePermission.GROUP_WRITE) || allowed.contains(PosixFilePermission.OTHERS_WRITE))
            throw new IOException(path + " can be written by others");
        int owner = (int) Files.getAttribute(path, "unix:uid");
        Path self = Path.of("/proc/self");
        if (owner != 0 && Files.exists(self) && owner != (int) Files.getAttribute(self, "unix:uid"))
            throw new IOException(path + " belongs to somebody else");
    }

    /**
     * Gives a finished file its name. After a crash, of the machine too, there is the whole file by that name, the
     * one before, or none.
     */
    public static void publish(Path finished, Path name) throws IOException {
        sync(finished, StandardOpenOption.WRITE);
        Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = name.toAbsolutePath().getParent();
        if (folder != null) sync(folder, StandardOpenOption.READ);
    }

    /** Writes what is in memory to the disk; a full disk shows at the latest now. */
    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
