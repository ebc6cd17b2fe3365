package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What becomes of the tests of PostgreSQL where none can start. */
class EmbeddedServerTest {

    @TempDir
    Path folder;

    /** A test of PostgreSQL in a process of its own. */
    static final class Asking {
        public static void main(String[] args) {
            try {
                System.out.println("runs at " + EmbeddedServer.port());
            } catch (TestAbortedException e) {
                System.out.println("skipped: " + e.getMessage());
            } catch (ExceptionInInitializerError e) {
                System.out.println("fails: " + e.getCause());
            }
        }
    }

    /** The server's programs are to be unpacked where nothing can be. */
    private String asked(String... options) throws Exception {
        Path file = Files.createFile(folder.resolve("said-" + options.length));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dot.epg.working-dir=" + file.resolve("below-a-file"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Asking.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(file);
    }

    @Test
    void theyFailAndSayHowToSkipThem() throws Exception {
        assertThat(asked())
                .contains("fails: ", "no PostgreSQL can be started for the tests here", "-Dvastctl.postgres=optional");
    }

    @Test
    void theyAreSkippedWithAMessageWhereThatIsAskedFor() throws Exception {
        assertThat(asked("-Dvastctl.postgres=optional"))
                .contains("no PostgreSQL for the tests here, those of it are skipped", "skipped: ")
                .doesNotContain("fails");
    }
}
