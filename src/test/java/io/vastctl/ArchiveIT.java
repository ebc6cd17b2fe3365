package io.vastctl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class archive: made once, used after, and never used when it is damaged or made from something else. */
class ArchiveIT {

    private static final Path NEWER_JDK = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");

    /** An archive of the packaged file, made once for all tests. */
    @TempDir
    static Path shared;

    @TempDir
    Path home;

    @BeforeAll
    static void anArchiveIsMade() throws Exception {
        JarProcess made = new StartedFile(shared).run("archive").exits(0);
        assertThat(made.out()).startsWith("The class archive is " + shared).endsWith(".jsa.\n");
        assertThat(made.err()).isEmpty();
    }

    @Test
    void itIsUsedAndIsNotMadeAgain() throws Exception {
        StartedFile vastctl = withArchive();

        assertThat(vastctl.usesArchive()).isTrue();
        vastctl.without("CI").run("workloads", "list").exits(0);
        assertThat(vastctl.files("attempt")).isEmpty();
        assertThat(vastctl.files("*.new")).isEmpty();
    }

    @Test
    void ofSeveralFirstCommandsOneMakesItBehindTheirBacks() throws Exception {
        StartedFile vastctl = new StartedFile(home).without("CI");
        List<JarProcess> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) first.add(vastctl.run("bad-hosts", "list"));
        for (JarProcess each : first) {
            assertThat(each.exits(0).out()).isEqualTo("No bad hosts.\n");
            assertThat(each.err()).isEmpty();
        }

        vastctl.waitFor("ready");
        vastctl.waitForTheEndOf("attempt");
        assertThat(vastctl.files("classes-*.jsa")).hasSize(1);
        assertThat(vastctl.files("*.new")).isEmpty();
        assertThat(vastctl.usesArchive()).isTrue();
    }

    @Test
    void nothingIsMadeUnaskedOnABuildServerOrWhenItIsSwitchedOff() throws Exception {
        StartedFile vastctl = new StartedFile(home);
        vastctl.run("workloads", "list").exits(0);
        vastctl.without("CI")
                .with("VASTCTL_ARCHIVE", "off")
                .run("workloads", "list")
                .exits(0);
        vastctl.with("VASTCTL_ARCHIVE", home.resolve("named").toString())
                .run("workloads", "list")
                .exits(0);

        assertThat(home.resolve("cache")).doesNotExist();
        assertThat(home.resolve("named")).doesNotExist();
    }

    @Test
    void aNamedFolderHoldsItForAnImage() throws Exception {
        StartedFile vastctl = new StartedFile(home)
                .with("VASTCTL_ARCHIVE", home.resolve("named").toString());
        vastctl.run("archive").exits(0);

        assertThat(vastctl.usesArchive()).isTrue();
        assertThat(vastctl.with("VASTCTL_ARCHIVE", "off").usesArchive()).isFalse();
        assertThat(vastctl.with("VASTCTL_ARCHIVE", "here")
                        .run("bad-hosts", "list")
                        .exits(2)
                        .err())
                .hasLineCount(1)
                .contains("VASTCTL_ARCHIVE", "expected auto, off or an absolute folder", "\"here\"");
    }

    @Test
    void oneThatIsCutOffIsLeftAloneAndReplaced() throws Exception {
        StartedFile vastctl = withArchive();
        Path archive = vastctl.files("classes-*.jsa").get(0);
        long length = Files.size(archive);
        archive.toFile().setWritable(true);
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            channel.truncate(length / 2);
        }

        assertThat(vastctl.usesArchive()).isFalse();
        vastctl.without("CI").run("workloads", "list").exits(0);
        vastctl.waitForTheEndOf("attempt");
        assertThat(vastctl.usesArchive()).isTrue();
    }

    @Test
    void aNoteThatIsCutOffOrNonsenseNamesNothing() throws Exception {
        StartedFile vastctl = withArchive();
        Path ready = vastctl.files("ready").get(0);

        for (String nonsense :
                List.of("", "classes", "classes-1.jsa 1\n", "../../x y z\n", "\0\0\0\0", "a b\n".repeat(3))) {
            Files.writeString(ready, nonsense);
            assertThat(vastctl.usesArchive()).as(nonsense).isFalse();
        }
    }

    @Test
    void aMakerThatWasKilledLeavesNothingThatIsUsed() throws Exception {
        StartedFile vastctl = new StartedFile(home);
        JarProcess maker = vastctl.run("archive");
        vastctl.waitFor("classes.list.new");
        maker.signalIfAlive("KILL");

        assertThat(vastctl.usesArchive()).isFalse();
        vastctl.run("archive").exits(0);
        assertThat(vastctl.files("*.new")).isEmpty();
        assertThat(vastctl.usesArchive()).isTrue();
    }

    @Test
    void aJarThatIsReplacedInPlaceGetsItsOwn() throws Exception {
        StartedFile vastctl = new StartedFile(home);
        vastctl.file = Files.copy(JarProcess.jar(), home.resolve("vastctl"));
        vastctl.file.toFile().setExecutable(true);
        vastctl.run("archive").exits(0);
        assertThat(vastctl.usesArchive()).isTrue();

        FileTime then = Files.getLastModifiedTime(vastctl.file);
        anotherBuild(vastctl.file);
        Files.setLastModifiedTime(vastctl.file, then);
        assertThat(vastctl.usesArchive())
                .as("same length, same time, other build")
                .isFalse();
        vastctl.run("archive").exits(0);

        assertThat(vastctl.usesArchive()).isTrue();
        assertThat(vastctl.files("classes-*.jsa")).as("the older one is gone").hasSize(1);
        Files.setLastModifiedTime(vastctl.file, FileTime.fromMillis(then.toMillis() + 5000));
        assertThat(vastctl.usesArchive()).as("the same build, copied anew").isFalse();
    }

    @Test
    void anotherJavaInTheSamePlaceGetsItsOwn() throws Exception {
        assumeTrue(Files.isDirectory(NEWER_JDK), "no second JDK at " + NEWER_JDK);
        StartedFile vastctl = new StartedFile(home);
        Path java = Files.createSymbolicLink(home.resolve("java"), Path.of(System.getProperty("java.home")));
        vastctl.with("VASTCTL_JAVA", java.resolve("bin/java").toString());
        vastctl.run("archive").exits(0);
        assertThat(vastctl.usesArchive()).isTrue();

        Files.delete(java);
        Files.createSymbolicLink(java, NEWER_JDK);
        assertThat(vastctl.usesArchive()).isFalse();
        vastctl.without("CI").run("workloads", "list").exits(0);
        vastctl.waitForTheEndOf("attempt");

        assertThat(vastctl.files("classes-*.jsa")).hasSize(1);
        assertThat(Files.readString(vastctl.files("ready").get(0))).contains(NEWER_JDK.toString());
        assertThat(vastctl.usesArchive()).isTrue();
    }

    @Test
    void aCacheThatCannotBeWrittenCostsTimeAndNothingElse() throws Exception {
        // Nobody can make a folder there, not even root.
        StartedFile vastctl = new StartedFile(home).without("CI").with("XDG_CACHE_HOME", "/proc");

        assertThat(vastctl.usesArchive()).isFalse();
        JarProcess refused = vastctl.run("archive").exits(1);
        assertThat(refused.err()).hasLineCount(1).startsWith("vastctl: cannot make the class archive in /proc/");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void onAFullDiskNothingHalfMadeStaysOrIsUsed() throws Exception {
        Path disk = Files.createDirectories(home.resolve("cache"));
        String script = """
                mount -t tmpfs -o size=20m none "$0" || exit 99
                "$1" archive; echo archive $?
                CI= "$1" bad-hosts list; echo list $?
                find "$0" -name '*.new' -o -name '*.jsa' -o -name ready
                """;
        assumeTrue(mayMount(), "a small disk cannot be mounted here: needs root and unshare");
        StartedFile vastctl = new StartedFile(home);
        JarProcess shell = JarProcess.start(
                home,
                home,
                vastctl.environment,
                List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        script,
                        disk.toString(),
                        JarProcess.jar().toString()));

        shell.exits(0);
        assertThat(shell.out()).isEqualTo("archive 1\nNo bad hosts.\nlist 0\n");
        assertThat(shell.err()).hasLineCount(1).contains("cannot make the class archive", "full?");
    }

    private boolean mayMount() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "unshare", "--mount", "sh", "-c", "mount -t tmpfs none \"$0\"", home.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** The same file with another name of the build in its script. */
    private static void anotherBuild(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String script = new String(bytes, 0, 4096, ISO_8859_1);
        int build = script.indexOf("/vastctl/start/") + "/vastctl/start/".length();
        bytes[build] = (byte) (bytes[build] == 'a' ? 'b' : 'a');
        Files.write(file, bytes); // in place: the same file on the disk
    }

    private StartedFile withArchive() throws IOException, InterruptedException {
        StartedFile vastctl = new StartedFile(home);
        Process copy = new ProcessBuilder(
                        "cp",
                        "-a",
                        shared.resolve("cache").toString(),
                        vastctl.cache().toString())
                .inheritIO()
                .start();
        assertThat(copy.waitFor()).isZero();
        return vastctl;
    }
}
