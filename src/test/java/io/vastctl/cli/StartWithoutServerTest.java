package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who keeps the memory in a file pays nothing for those who keep it on a server. */
class StartWithoutServerTest {

    @TempDir
    Path home;

    @Test
    void noClassOfTheServersDriverIsLoadedForAFile() throws Exception {
        Path classes = home.resolve("classes.txt");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.vastctl.Main",
                "bad-hosts",
                "list");
        command.environment().putAll(new Shell(home).environment);
        command.environment().remove("VASTCTL_STATE");

        Process process = command.redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(home.resolve("out")))
                .isZero();
        String loaded = Files.readString(classes);
        assertThat(loaded)
                .contains("io.vastctl.memory.SqliteFile", "org.sqlite.")
                .doesNotContain("org.postgresql", "io.vastctl.memory.Postgres", "io.vastctl.memory.ServerUrl");
    }
}
