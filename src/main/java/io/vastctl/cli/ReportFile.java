package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file that is written whole or not at all, in place of an older one if there is one. */
public record ReportFile(String option, Path path) {

    /**
     * Whether it can be written.
     *
     * @throws UsageException if it cannot be written, before anything has cost time
     */
    public void check() {
        if (Files.isDirectory(path)) throw bad("is a folder", "name a file, such as " + path.resolve("report.html"));
        if (Files.exists(path) && !Files.isRegularFile(path)) throw bad("is no ordinary file", "name another one");
        if (Files.exists(path) && !Files.isWritable(path)) throw bad("may not be changed", "name another one");
        Path folder = folder();
        if (!Files.isDirectory(folder))
            throw bad("cannot be written, for " + folder + " is no folder", "make it first");
        if (!Files.isWritable(folder)) throw bad("cannot be written into " + folder, "name another folder");
    }

    /**
     * Whether they are different files.
     *
     * @throws UsageException if two of them are one file, of which only the last would be left
     */
    public static void requireDifferent(List<ReportFile> files) {
        Map<Path, ReportFile> seen = new HashMap<>();
        for (ReportFile file : files) {
            ReportFile other = seen.putIfAbsent(file.place(), file);
            if (other != null)
                throw new UsageException(file.option() + " " + file.path() + ": " + other.option() + " " + other.path()
                        + " is the same file: name another one");
        }
    }

    private Path place() {
        try {
            return Files.exists(path)
                    ? path.toRealPath()
                    : folder().toRealPath().resolve(name(path));
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Writes it whole, or not at all.
     *
     * @throws UsageException if it cannot be written after all
     */
    public void write(String text) {
        try {
            Path whole = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
            Path fresh = whole.resolveSibling(
                    "." + name(whole) + "." + ProcessHandle.current().pid() + ".tmp");
            try {
                Files.writeString(fresh, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
                Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UsageException(
                    option + " " + path + " cannot be written (" + e.getClass().getSimpleName()
                            + "): name another file",
                    e);
        }
    }

    private Path folder() {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? path.toAbsolutePath() : folder;
    }

    private static String name(Path whole) {
        return Optional.ofNullable(whole.getFileName()).map(Path::toString).orElse("report");
    }

    private UsageException bad(String what, String advice) {
        return new UsageException(option + " " + path + " " + what + ": " + advice);
    }
}
