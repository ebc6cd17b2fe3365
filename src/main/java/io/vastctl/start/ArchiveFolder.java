package io.vastctl.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One class archive on disk: {@code classes-SIZE.jsa}, and beside it {@code ready}, which names it and its length for the
 * script, and on two more lines what it was made from. What {@code ready} names was complete, on the disk and tried out
 * before it was named.
 */
record ArchiveFolder(Path path) {

    private static final String READY = "ready";

    /** The archive, if it is whole and was made from this. */
    Optional<Path> archive(ArchiveKey key) {
        try {
            List<String> ready = Files.readAllLines(path.resolve(READY));
            if (ready.size() != 3
                    || !ready.get(1).equals(key.java())
                    || !ready.get(2).equals(key.jar())) return Optional.empty();
            String[] nameAndLength = ready.get(0).split(" ", 2);
            Path archive = path.resolve(nameAndLength[0]);
            boolean whole = nameAndLength.length == 2
                    && String.valueOf(Files.size(archive)).equals(nameAndLength[1]);
            return whole ? Optional.of(archive) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Names a finished archive, and forgets the ones before. A process that still has one of those keeps it. */
    Path publish(Path finished, ArchiveKey key) throws IOException {
        long length = Files.size(finished);
        Path archive = path.resolve("classes-" + length + ".jsa");
        PrivateFolder.publish(finished, archive);
        Path ready = path.resolve("ready.new");
        Files.write(ready, List.of(archive.getFileName() + " " + length, key.java(), key.jar()));
        PrivateFolder.publish(ready, path.resolve(READY));
        remove(name -> name.startsWith("classes-") && !name.equals(String.valueOf(archive.getFileName())));
        return archive;
    }

    /** Removes what makers that were killed left behind. To be called by the one that has the lock. */
    void removeUnfinished() throws IOException {
        remove(name -> name.endsWith(".new"));
    }

    private void remove(Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(each -> which.test(String.valueOf(each.getFileName())))
                    .toList()) Files.deleteIfExists(file);
        }
    }
}
