package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./vastctl} from elsewhere and by another name. */
class LauncherIT {

    private static final Path LAUNCHER = Path.of("vastctl").toAbsolutePath();

    @TempDir
    Path home;

    @BeforeEach
    void theJarIsBuilt() {
        assumeTrue(Files.exists(JarProcess.jar()), "the launcher would build the JAR");
    }

    @Test
    void itRunsFromAnotherFolder() throws Exception {
        assertThat(launch(LAUNCHER, "--version").exits(0).out()).startsWith("vastctl ");
    }

    @Test
    void itRunsThroughLinksRelativeOnesToo() throws Exception {
        Path bin = Files.createDirectories(home.resolve("with space/bin"));
        Path first = Files.createSymbolicLink(bin.resolve("first"), LAUNCHER);
        Path second = Files.createSymbolicLink(bin.resolve("second"), Path.of("first"));

        assertThat(launch(first, "--version").exits(0).out()).startsWith("vastctl ");
        JarProcess mistyped = launch(second, "tset").exits(2);
        assertThat(mistyped.err()).contains("did you mean test?");
        assertThat(mistyped.out()).isEmpty();
    }

    private JarProcess launch(Path launcher, String argument) throws Exception {
        Map<String, String> environment =
                Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home"), "CI", "true");
        return JarProcess.start(home, home, environment, List.of(launcher.toString(), argument));
    }
}
