package io.vastctl.vast;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Saved answers of the API. They live beside the repository, so tests that need them may be skipped. */
final class Samples {

    private static final Path FOLDER = Path.of("../shared/reference/samples");

    private Samples() {}

    static byte[] read(String name) throws IOException {
        assumeFolder();
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    static List<String> named(String glob) throws IOException {
        assumeFolder();
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(glob))
                    .sorted()
                    .toList();
        }
    }

    private static void assumeFolder() {
        assumeTrue(Files.isDirectory(FOLDER), "no sample answers at " + FOLDER.toAbsolutePath());
    }
}
