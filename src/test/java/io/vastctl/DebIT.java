package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package that {@code -Pdeb} builds; with {@code -Pchroot} it is installed, too. */
class DebIT {

    private static final Path PACKAGE = Path.of(System.getProperty("vastctl.deb", "target/no.deb"));

    @TempDir
    Path folder;

    @BeforeEach
    void thereIsAPackageAndWhatReadsIt() throws Exception {
        assumeTrue(Files.exists(PACKAGE), PACKAGE + " is not there: -Pdeb builds it");
        assumeTrue(
                Files.getLastModifiedTime(PACKAGE).compareTo(Files.getLastModifiedTime(JarProcess.jar())) >= 0,
                PACKAGE + " is older than the JAR: -Pdeb builds it anew");
        assumeTrue(Command.isThere("dpkg-deb"), "dpkg-deb is not installed");
    }

    @Test
    void itSaysWhatItIsAndNeedsAJavaThatIsNewEnough() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceFirst("(?s).*?\n  <version>([^<]+)</version>.*", "$1");

        assertThat(run("dpkg-deb", "-f", PACKAGE.toString()).out())
                .contains(
                        "Package: vastctl\n",
                        "Version: " + version + "\n",
                        "Architecture: all\n",
                        "Depends: default-jre-headless (>= 2:1.17) | java17-runtime-headless\n");
        assertThat(Files.readString(Path.of("src/deb/changelog"))).startsWith("vastctl (" + version + ") ");
    }

    @Test
    void whatItHoldsBelongsToRootAndIsWrittenByNobodyElse() throws Exception {
        List<String> list =
                run("dpkg-deb", "-c", PACKAGE.toString()).out().lines().toList();

        assertThat(list)
                .hasSizeGreaterThan(80)
                .allSatisfy(line -> assertThat(line).contains(" root/root ").doesNotMatch("^[^l].{7}w.*|^[^l].{4}w.*"));
        assertThat(list).filteredOn(line -> line.startsWith("-rwx")).hasSize(1).allMatch(line -> line.endsWith(".jar"));
    }

    @Test
    void unpackedItRunsAndHasItsPagesCompletionsAndPapers() throws Exception {
        Path root = folder.resolve("root");
        run("dpkg-deb", "-x", PACKAGE.toString(), root.toString());

        assertThat(root.resolve("usr/share/vastctl/vastctl.jar")).hasSameBinaryContentAs(JarProcess.jar());
        assertThat(run(root.resolve("usr/bin/vastctl").toString(), "--version").out())
                .startsWith("vastctl ");
        assertThat(run(root.resolve("usr/bin/vastctl").toString(), "completion", "zsh")
                        .out())
                .isEqualTo(Files.readString(root.resolve("usr/share/zsh/vendor-completions/_vastctl")));
        try (Stream<Path> pages = Files.list(root.resolve("usr/share/man/man1"))) {
            assertThat(pages)
                    .hasSizeGreaterThan(45)
                    .allMatch(page -> page.toString().endsWith(".1.gz"));
        }
        assertThat(run(
                                "gzip",
                                "-dc",
                                root.resolve("usr/share/man/man1/vastctl-test.1.gz")
                                        .toString())
                        .out())
                .contains(".TH \"VASTCTL-TEST\" 1 \"20");
        for (String file : List.of("copyright", "changelog.gz", "README.md", "docs/how-to/install.md"))
            assertThat(root.resolve("usr/share/doc/vastctl").resolve(file)).isNotEmptyFile();
        for (String unit : List.of(
                "systemd/system/vastctl-guard@.service",
                "systemd/system/vastctl-guard-once@.service",
                "systemd/system/vastctl-guard-once@.timer",
                "sysusers.d/vastctl.conf"))
            assertThat(root.resolve("usr/lib").resolve(unit)).isNotEmptyFile();
        // Nothing is enabled: that would be a link in etc/.
        assertThat(root.resolve("etc")).doesNotExist();
        assertThat(root.resolve("usr/share/bash-completion/completions/vastctl"))
                .isNotEmptyFile();
        assertThat(root.resolve("usr/share/fish/vendor_completions.d/vastctl.fish"))
                .isNotEmptyFile();
    }

    @Test
    void lintianFindsNothingThatWeDoNotKnow() throws Exception {
        assumeTrue(Command.isThere("lintian"), "lintian is not installed");

        Command lintian = Command.run(
                folder,
                Map.of(),
                List.of("lintian", "--fail-on", "none", "--tag-display-limit", "0", PACKAGE.toString()));

        // There is no address that mail would reach; whoever publishes the package puts in their own.
        assertThat(lintian.out().lines())
                .filteredOn(line -> line.matches("[EW]: .*") && !line.contains("bogus-mail-host"))
                .isEmpty();
    }

    @Test
    void aDebianOfItsOwnInstallsItAndGetsRidOfItAgain() throws Exception {
        assumeTrue(Boolean.getBoolean("vastctl.chroot"), "only with -Pchroot, which fetches a Debian");
        assumeTrue(Command.isThere("mmdebstrap"), "mmdebstrap is not installed");
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");

        Command chroot = run(
                Path.of("src/build/deb-in-chroot").toAbsolutePath().toString(),
                PACKAGE.toAbsolutePath().toString());

        assertThat(chroot.out())
                .contains(
                        "the main job ran",
                        "man finds the pages",
                        "bash, zsh and fish complete",
                        "nothing of it is left");
    }

    private Command run(String... words) throws Exception {
        return Command.run(
                        folder,
                        Map.of("HOME", folder.toString(), "VASTCTL_JAVA", JarProcess.java(), "CI", "true"),
                        List.of(words))
                .exits(0);
    }
}
