package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end. */
record Command(int code, String out, String err) {

    private static final long PATIENCE_MINUTES = 9;

    /** Runs it in a folder, with this environment added. */
    static Command run(Path folder, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        Command command = new Command(
                ended ? process.exitValue() : -1,
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
        Files.delete(out);
        Files.delete(err);
        return command;
    }

    Command exits(int expected) {
        assertThat(code).as("stdout:%n%s%nstderr:%n%s", out, err).isEqualTo(expected);
        return this;
    }

    static boolean isThere(String program) {
        for (String folder : List.of("/bin", "/usr/bin", "/sbin", "/usr/sbin"))
            if (Files.isExecutable(Path.of(folder, program))) return true;
        return false;
    }
}
