package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code install.sh} with the packaged JAR, in homes of its own. */
class InstallIT {

    private static final Path SCRIPT = Path.of("install.sh").toAbsolutePath();

    @TempDir
    Path folder;

    private Path home;
    private Path prefix;

    @BeforeEach
    void makeAHome() throws Exception {
        home = Files.createDirectories(folder.resolve("a home"));
        prefix = home.resolve(".local");
    }

    @Test
    void everythingIsInItsPlaceAndWorks() throws Exception {
        Command first = install().exits(0);

        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .contains("installed vastctl ", "the PATH lacks " + prefix + "/bin", "To take it all back: ")
                .contains("0 as before, 0 removed");
        assertThat(files())
                .contains(
                        "bin/vastctl",
                        "share/bash-completion/completions/vastctl",
                        "share/zsh/site-functions/_vastctl",
                        "share/fish/vendor_completions.d/vastctl.fish",
                        "share/man/man1/vastctl.1",
                        "share/man/man1/vastctl-bad-hosts-list.1",
                        "share/vastctl/installed")
                .hasSizeGreaterThan(45);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(prefix.resolve("bin/vastctl"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(run(List.of(prefix.resolve("bin/vastctl").toString(), "completion", "fish"))
                        .exits(0)
                        .out())
                .isEqualTo(Files.readString(prefix.resolve("share/fish/vendor_completions.d/vastctl.fish")));
        assertThat(Files.readString(prefix.resolve("share/man/man1/vastctl.1")))
                .containsPattern("\\.TH \"VASTCTL\" 1 \"20\\d\\d-\\d\\d-\\d\\d\" \"vastctl \\d");
    }

    @Test
    void onceMoreChangesNothing() throws Exception {
        install().exits(0);
        Path jar = prefix.resolve("bin/vastctl");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        Set<String> before = files();

        assertThat(install().exits(0).out()).contains(": 0 files new, ", "0 removed");

        assertThat(files()).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(jar).toInstant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void uninstallTakesBackWhatItPutAndNothingElse() throws Exception {
        Path mine = home.resolve(".local/share/man/man1/mine.1");
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "mine");
        Set<String> before = everything();
        install().exits(0);
        assertThat(everything()).hasSizeGreaterThan(before.size() + 50);

        assertThat(install("--uninstall").exits(0).out()).containsPattern("removed \\d\\d files below");

        assertThat(everything()).isEqualTo(before);
        assertThat(install("--uninstall").exits(0).out()).contains("Nothing is installed below");
    }

    @Test
    void aHomeThatWasEmptyIsEmptyAgain() throws Exception {
        install().exits(0);
        install("--uninstall").exits(0);

        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aFileThatSomebodyChangedIsLeft() throws Exception {
        install().exits(0);
        Path page = prefix.resolve("share/man/man1/vastctl.1");
        Files.writeString(page, "my notes");

        assertThat(install("--uninstall").exits(0).out()).contains("left    " + page);

        assertThat(files()).containsExactly("share/man/man1/vastctl.1");
        assertThat(page).hasContent("my notes");
    }

    @Test
    void anUpdateRemovesWhatTheNewVersionDoesNotHave() throws Exception {
        install().exits(0);
        Path old = prefix.resolve("share/man/man1/vastctl-gone.1");
        Files.writeString(old, "old");
        Path record = prefix.resolve("share/vastctl/installed");
        String sum = run(List.of("sha256sum", old.toString())).exits(0).out().split(" ", 2)[0];
        Files.writeString(record, Files.readString(record) + sum + " share/man/man1/vastctl-gone.1\n");

        assertThat(install().exits(0).out()).contains("1 removed");

        assertThat(old).doesNotExist();
        assertThat(record).content().doesNotContain("vastctl-gone");
    }

    @Test
    void somebodyElsesFileOfThatNameIsNotOverwritten() throws Exception {
        Path other = prefix.resolve("bin/vastctl");
        Files.createDirectories(other.getParent());
        Files.writeString(other, "#!/bin/sh\necho another\n");

        assertThat(install().exits(2).err()).contains(other + " is there and not from vastctl", "--prefix");

        assertThat(files()).containsExactly("bin/vastctl");
        assertThat(other).content().contains("another");
    }

    @Test
    void whatVastctlWroteThereByItselfIsTakenOver() throws Exception {
        Path completion = prefix.resolve("share/fish/vendor_completions.d/vastctl.fish");
        Files.createDirectories(completion.getParent());
        Files.writeString(completion, "# fish completion for vastctl, written by: vastctl completion fish\n# older\n");

        install().exits(0);

        assertThat(completion).content().doesNotContain("# older").contains("complete -c vastctl");
    }

    @Test
    void badArgumentsEndWithOneLineAndNothingDone() throws Exception {
        Path text = Files.writeString(home.resolve("text"), "no jar\n");

        assertThat(command("--jar", text.toString()).exits(2).err()).contains(text.toString(), "expected vastctl.jar");
        assertThat(command("--jar", home.resolve("none").toString()).exits(2).err())
                .contains("there is no such file");
        assertThat(command("--prefx", "x").exits(2).err()).contains("--prefx", "--prefix");
        assertThat(command("--jar").exits(2).err()).contains("--jar", "expected a value");
        assertThat(command("--help").exits(0).out()).contains("--uninstall");
        assertThat(prefix).doesNotExist();
    }

    @Test
    void withoutAJavaNothingIsHalfDone() throws Exception {
        List<String> words =
                List.of("sh", SCRIPT.toString(), "--jar", JarProcess.jar().toString());

        Command failed = Command.run(folder, Map.of("HOME", home.toString(), "VASTCTL_JAVA", "/no/java"), words);

        assertThat(failed.code()).isNotZero();
        assertThat(prefix).doesNotExist();
    }

    @Test
    void fishFindsTheCompletionByItself() throws Exception {
        assumeTrue(Command.isThere("fish"), "fish is not installed");
        install().exits(0);

        assertThat(inside("fish", "-c", "complete -C 'vastctl test --stri'").out())
                .startsWith("--strictness");
    }

    @Test
    void zshFindsTheCompletionInItsPathOfFunctions() throws Exception {
        assumeTrue(Command.isThere("zsh"), "zsh is not installed");
        install().exits(0);

        String look = "fpath=(\"$HOME/.local/share/zsh/site-functions\" $fpath); autoload -Uz compinit; compinit -u -D;"
                + " echo $_comps[vastctl]";
        assertThat(inside("zsh", "-f", "-c", look).out()).isEqualTo("_vastctl\n");
    }

    @Test
    void bashFindsTheCompletionThroughItsPackage() throws Exception {
        Path library = Path.of("/usr/share/bash-completion/bash_completion");
        assumeTrue(Files.exists(library), "bash-completion is not installed");
        // That package splits the name of a home at blanks.
        home = Files.createDirectories(folder.resolve("home"));
        prefix = home.resolve(".local");
        install().exits(0);

        String look = ". " + library + "; _completion_loader vastctl; complete -p vastctl";
        assertThat(inside("bash", "-c", look).out()).contains("-F _vastctl vastctl");
    }

    @Test
    void manFindsThePagesThroughThePath() throws Exception {
        assumeTrue(Command.isThere("man"), "man is not installed");
        install().exits(0);

        assertThat(inside("man", "-w", "vastctl-bad-hosts-list").out().strip())
                .isEqualTo(prefix.resolve("share/man/man1/vastctl-bad-hosts-list.1")
                        .toString());
    }

    /** As in a login of that home, with its programs in the PATH and nothing else set. */
    private Command inside(String... words) throws Exception {
        List<String> clean = new ArrayList<>(
                List.of("env", "-i", "HOME=" + home, "PATH=" + prefix.resolve("bin") + ":/usr/bin:/bin"));
        clean.addAll(List.of(words));
        return Command.run(folder, Map.of(), clean).exits(0);
    }

    private Command install(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("--jar", JarProcess.jar().toString()));
        words.addAll(List.of(more));
        return command(words.toArray(String[]::new));
    }

    private Command command(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        words.addAll(List.of(more));
        return run(words);
    }

    private Command run(List<String> words) throws Exception {
        return Command.run(folder, Map.of("HOME", home.toString(), "VASTCTL_JAVA", JarProcess.java()), words);
    }

    /** Files below the prefix, by their names there. */
    private Set<String> files() throws Exception {
        return below(prefix, true);
    }

    /** Files and folders of the home. */
    private Set<String> everything() throws Exception {
        return below(home, false);
    }

    private static Set<String> below(Path top, boolean filesOnly) throws Exception {
        if (!Files.exists(top)) return Set.of();
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(path -> !filesOnly || Files.isRegularFile(path))
                    .map(path -> top.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
