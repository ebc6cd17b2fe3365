package io.vastctl.start;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The archives of builds that lay where this JAR lies now: 50 MB each, and never of use again. */
final class OlderBuilds {
    private OlderBuilds() {}

    /** @param folder of the present build, {@code …/vastctl/start/BUILD/JAVA/JAR}; any other is left alone */
    static void remove(Path folder) throws IOException {
        Path build = folder;
        while (build.getParent() != null && !build.getParent().endsWith("vastctl/start")) build = build.getParent();
        Path all = build.getParent();
        if (all == null) return;
        for (Path other : list(all)) {
            if (other.equals(build)) continue;
            Path old = other.resolve(build.relativize(folder));
            if (!Files.isDirectory(old)) continue;
            for (Path file : list(old)) if (!Files.isDirectory(file)) Files.deleteIfExists(file);
            removeEmpty(old, all);
        }
    }

    private static void removeEmpty(Path from, Path limit) throws IOException {
        try {
            for (Path folder = from; folder != null && !folder.equals(limit); folder = folder.getParent())
                Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // The archive of another file or another Java is in there.
            return;
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
