package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, started in every way there is. */
class StartIT {

    @TempDir
    Path home;

    @Test
    void itIsAProgramToTheShellAndAJarToJava() throws Exception {
        String version = JarProcess.start(home, "--version").exits(0).out();
        StartedFile vastctl = new StartedFile(home);

        assertThat(version).startsWith("vastctl ");
        assertThat(vastctl.run("--version").exits(0).out()).isEqualTo(version);
        assertThat(start(vastctl, JarProcess.jar().resolveSibling(""), "/bin/sh", "vastctl.jar", "--version"))
                .isEqualTo(version);
    }

    @Test
    void itIsFoundThroughLinksAndThePath() throws Exception {
        Path bin = Files.createDirectories(home.resolve("with space/bin"));
        Files.createSymbolicLink(bin.resolve("real"), JarProcess.jar());
        Files.createSymbolicLink(bin.resolve("vastctl-link"), Path.of("real"));
        StartedFile vastctl = new StartedFile(home).with("PATH", bin + ":" + System.getenv("PATH"));

        assertThat(start(vastctl, home, "/bin/sh", "-c", "vastctl-link workloads list"))
                .contains("tinyllama");
        assertThat(start(vastctl, bin, "/bin/sh", "-c", "./vastctl-link workloads list"))
                .contains("tinyllama");
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        JarProcess odd = new StartedFile(home)
                .run("bad-hosts", "add", "7", "--reason", "a  'b' \"c\" $d *")
                .exits(0);

        assertThat(odd.err()).isEmpty();
        assertThat(new StartedFile(home)
                        .run("bad-hosts", "list", "-o", "json")
                        .exits(0)
                        .json()
                        .toString())
                .contains("a  'b' \\\"c\\\" $d *");
    }

    @Test
    void itNeedsNoHome() throws Exception {
        StartedFile vastctl =
                new StartedFile(home).without("CI").without("XDG_CACHE_HOME").with("HOME", "");
        JarProcess run =
                vastctl.run("bad-hosts", "list", "--state", home.resolve("x.db").toString());

        assertThat(run.exits(0).out()).isEqualTo("No bad hosts.\n");
        assertThat(run.err()).isEmpty();
        assertThat(vastctl.run("archive").exits(2).err()).hasLineCount(1).contains("HOME", "VASTCTL_ARCHIVE");
    }

    @Test
    void withoutJavaItSaysSo() throws Exception {
        Path bin = Files.createDirectory(home.resolve("bin"));
        JarProcess none = JarProcess.start(
                home,
                home,
                Map.of("PATH", bin.toString()),
                List.of("/bin/sh", JarProcess.jar().toString(), "--version"));

        assertThat(none.exits(1).err()).hasLineCount(1).contains("no Java found", "VASTCTL_JAVA");
    }

    @Test
    void helpIsTheSameWithAndWithoutThePath() throws Exception {
        StartedFile vastctl = new StartedFile(home);
        String quick = vastctl.run("--help").exits(0).out();

        assertThat(vastctl.run().exits(0).out()).isEqualTo(quick);
        assertThat(vastctl.with("VASTCTL_COLOR", "never").run("--help").exits(0).out())
                .isEqualTo(quick);
    }

    @Test
    void aNewerJavaRunsItWithoutAWord() throws Exception {
        Path newer = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64/bin/java");
        assumeTrue(Files.exists(newer), "no second JDK at " + newer);
        StartedFile vastctl = new StartedFile(home).with("VASTCTL_JAVA", newer.toString());

        assertThat(vastctl.run("--version").exits(0).err()).isEmpty();
        JarProcess list = vastctl.run("bad-hosts", "list").exits(0);
        assertThat(list.out()).isEqualTo("No bad hosts.\n");
        assertThat(list.err()).isEmpty();
    }

    @Test
    void theLibraryOfTheDatabaseIsKeptAndMadeWholeAgain() throws Exception {
        StartedFile vastctl = new StartedFile(home);
        vastctl.run("bad-hosts", "list").exits(0);
        List<Path> kept = vastctl.files("*sqlitejdbc*");
        assertThat(kept).hasSize(1);
        long length = Files.size(kept.get(0));

        try (FileChannel channel = FileChannel.open(kept.get(0), StandardOpenOption.WRITE)) {
            channel.truncate(length / 3);
        }
        vastctl.run("bad-hosts", "list").exits(0);
        assertThat(kept.get(0)).hasSize(length);

        Files.setPosixFilePermissions(kept.get(0), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(vastctl.run("bad-hosts", "list").exits(0).err()).isEmpty();
    }

    private static String start(StartedFile vastctl, Path folder, String... command) throws Exception {
        return JarProcess.start(vastctl.home, folder, vastctl.environment, List.of(command))
                .exits(0)
                .out();
    }
}
