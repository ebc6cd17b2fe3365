package io.vastctl.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file with passwords that the driver looks into when it has none: the one that {@code PGPASSFILE} names, else {@code
 * .pgpass} in the home. As for PostgreSQL's own programs (manual of libpq, "The Password File"), it is not read if group or
 * others may do anything with it.
 *
 * @param path empty if there can be none
 * @param others what group and others may do, such as {@code rw-r--r--}; empty if they may do nothing
 */
record PasswordFile(Optional<Path> path, Optional<String> others) {

    /** The driver takes its path from here before it looks at the variable. */
    static final String PROPERTY = "org.postgresql.pgpassfile";

    private static final String NO_FILE = "/dev/null";

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    static PasswordFile of(Map<String, String> environment) {
        Optional<Path> path = named(environment);
        return new PasswordFile(
                path, path.filter(file -> !isCredential(file, environment)).flatMap(PasswordFile::others));
    }

    /**
     * Systemd lets nobody else into its folder of credentials; the mode of the files in it shows their access list, not what
     * others may do (systemd.exec, "LoadCredential").
     */
    private static boolean isCredential(Path file, Map<String, String> environment) {
        String folder = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
        return !folder.isBlank()
                && file.toAbsolutePath()
                        .normalize()
                        .startsWith(Path.of(folder).toAbsolutePath().normalize());
    }

    private static Optional<Path> named(Map<String, String> environment) {
        String named = environment.getOrDefault("PGPASSFILE", "").strip();
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        try {
            if (!named.isEmpty()) return Optional.of(Path.of(named));
            return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".pgpass"));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Where a file system knows no such rights, nothing can be said against it. */
    private static Optional<String> others(Path path) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
            return OWNERS.containsAll(rights) ? Optional.empty() : Optional.of(PosixFilePermissions.toString(rights));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** What the driver is to read: nothing, where others could. */
    String forTheDriver() {
        return path.filter(any -> others.isEmpty()).map(Path::toString).orElse(NO_FILE);
    }

    /** Why it was not read, if that is so. */
    Optional<String> complaint() {
        return others.map(rights ->
                "the password file " + path.orElseThrow() + " is not read, because others may see it (" + rights + ")");
    }

    /** What to do about that. */
    String remedy() {
        return "chmod 600 " + path.map(Path::toString).orElse("");
    }
}
