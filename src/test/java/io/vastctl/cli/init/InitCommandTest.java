package io.vastctl.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Served;
import io.vastctl.cli.Shell;
import io.vastctl.simulator.SimulatedMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

    private static final String KEY = "planted-api-key-77aa01";
    private static final String OTHER = "planted-api-key-99bb02";

    @TempDir
    Path home;

    private SimulatedMarket market;
    private Shell shell;

    @BeforeEach
    void open() {
        market = Served.market("calm", 1);
        shell = shell();
    }

    @AfterEach
    void close() {
        market.close();
    }

    private Shell shell() {
        return new Shell(home).with("VAST_URL", market.apiUrl().toString());
    }

    @Test
    void fromNothingToADoctorWithoutComplaint() throws Exception {
        Ran ran = shell.piping(KEY + "\n")
                .run(
                        "init",
                        "--api-key-stdin",
                        "--register-ssh-key",
                        "--strictness",
                        "balanced",
                        "--completion",
                        "bash",
                        "-o",
                        "json")
                .exits(0);

        assertThat(done(ran.json("init")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "API key",
                        "made",
                        "SSH key",
                        "made",
                        "config",
                        "made",
                        "account",
                        "made",
                        "completion",
                        "made"));
        assertThat(Ran.items(ran.json("init").path("checks")))
                .allSatisfy(check ->
                        assertThat(check.path("level").asText()).as("%s", check).isEqualTo("ok"));
        assertThat(keyFile()).hasContent(KEY);
        assertThat(permissions(keyFile())).isEqualTo("rw-------");
        assertThat(permissions(shell.state().resolve("id_ed25519"))).isEqualTo("rw-------");
        assertThat(Files.readString(shell.config().resolve("config.yaml"))).endsWith("\nstrictness: balanced\n");
        assertThat(shell.run("config", "get", "strictness").out()).isEqualToIgnoringWhitespace("balanced");
        assertThat(Files.readString(home.resolve(".local/share/bash-completion/completions/vastctl")))
                .isEqualTo(shell.run("completion", "bash").out());
        assertThat(ran.out() + ran.err()).doesNotContain(KEY);
    }

    @Test
    void againItChangesNothing() throws Exception {
        String[] args = {
            "init",
            "--api-key-stdin",
            "--register-ssh-key",
            "--strictness",
            "balanced",
            "--completion",
            "fish",
            "-o",
            "json"
        };
        shell.piping(KEY + "\n").run(args).exits(0);
        Map<String, String> before = files();

        Ran again = shell().piping(KEY + "\n").run(args).exits(0);

        assertThat(done(again.json("init")).values()).containsOnly("kept");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void withoutOptionsAndWithoutATerminalItMakesWhatNeedsNoAnswer() {
        Ran ran = shell.run("init", "-o", "json").exits(0);

        assertThat(done(ran.json("init")))
                .containsEntry("API key", "skipped")
                .containsEntry("SSH key", "made")
                .containsEntry("config", "made")
                .containsEntry("account", "skipped")
                .containsEntry("completion", "skipped");
    }

    @Test
    void withoutAKeyForTheRealMarketItEndsAsTheDoctorDoes() {
        new Shell(home).run("init").exits(7).says("none given", "no API key", "Not all is well yet");
    }

    @Test
    void onATerminalItAsks() {
        Ran ran = shell.with("SHELL", "/usr/bin/fish")
                .answering("\nbalanced\ny\ny")
                .run("init", "-o", "json")
                .exits(0);

        assertThat(ran.err())
                .contains("SSH key: the path", "How picky", "into the account?", "Install completion for fish?");
        assertThat(done(ran.json("init")))
                .containsEntry("account", "made")
                .containsEntry("config", "made")
                .containsEntry("completion", "made");
        assertThat(shell().run("config", "get", "strictness").out()).isEqualToIgnoringWhitespace("balanced");
    }

    @Test
    void aKeyThatOthersCanReadIsRefusedOrTakenFromThem() throws Exception {
        shell.write(keyFile(), KEY);
        Files.setPosixFilePermissions(keyFile(), PosixFilePermissions.fromString("rw-r--r--"));

        shell.run("init").refuses(2, "vast_api_key", "can be read by others", "--yes");
        Ran mended = shell.run("init", "--yes", "-o", "json").exits(0);

        assertThat(done(mended.json("init"))).containsEntry("API key", "changed");
        assertThat(permissions(keyFile())).isEqualTo("rw-------");
        assertThat(keyFile()).hasContent(KEY);
    }

    @Test
    void anotherKeyIsReplacedOnlyIfSomebodySaysSo() throws Exception {
        shell.piping(KEY).run("init", "--api-key-stdin").exits(0);

        shell().piping(OTHER).run("init", "--api-key-stdin").refuses(2, "holds another key", "--yes");
        assertThat(keyFile()).hasContent(KEY);
        shell().piping(OTHER).run("init", "--api-key-stdin", "--yes").exits(0);
        assertThat(keyFile()).hasContent(OTHER);
    }

    @Test
    void aKeyOfTheEnvironmentIsWrittenDownForCronIfSomebodySaysSo() {
        shell.with("VAST_API_KEY", KEY).run("init").exits(0).says("cron does not see");
        assertThat(keyFile()).doesNotExist();

        shell.run("init", "--yes").exits(0);
        assertThat(keyFile()).hasContent(KEY);

        shell().with("VAST_API_KEY", OTHER).run("init").exits(0).says("VAST_API_KEY has another one");
    }

    @Test
    void aKeyOfAFileIsTakenIfTheFileIsPrivate() throws Exception {
        Path file = shell.write(home.resolve("key.txt"), KEY + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        shell.run("init", "--key-file", file.toString()).refuses(2, "key.txt", "chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        shell.run("init", "--key-file", file.toString()).exits(0);

        assertThat(keyFile()).hasContent(KEY);
    }

    @Test
    void whatElseIsInTheConfigFileStays() throws Exception {
        Path config = shell.write(shell.config().resolve("config.yaml"), """
                # mine
                max-price: 0.50   # dear enough
                strictness: strict   # for now
                gpu: [RTX 4090, RTX 3090]
                """);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));

        Ran ran = shell.run("init", "--strictness", "balanced").exits(0);

        assertThat(Files.readString(config)).isEqualTo("""
                # mine
                max-price: 0.50   # dear enough
                strictness: balanced   # for now
                gpu: [RTX 4090, RTX 3090]
                """);
        assertThat(permissions(config)).isEqualTo("rw-r-----");
        assertThat(ran.out())
                .contains("config:  - strictness: strict   # for now", "config:  + strictness: balanced   # for now");
    }

    @Test
    void aConfigFileThatCannotBeChangedLineByLineIsLeftAlone() throws Exception {
        Path config = shell.write(shell.config().resolve("config.yaml"), "{strictness: strict, max-price: 0.50}\n");

        shell.run("init", "--strictness", "balanced")
                .refusesAtTheEnd(2, "config.yaml", "write into it yourself: strictness: balanced");

        assertThat(config).hasContent("{strictness: strict, max-price: 0.50}");
    }

    @Test
    void whatComesBeforeTheConfigFileIsSaid() {
        shell.run("config", "set", "strictness", "strict").exits(0);

        shell.run("init", "--strictness", "balanced")
                .exits(0)
                .says("stored setting strictness says strict and comes first");
    }

    @Test
    void anSshKeyOfOnesOwnIsNamedInTheConfigFile() throws Exception {
        Path key = home.resolve("my keys").resolve("vast");
        shell.run("init", "--ssh-key", key.toString()).refusesAtTheEnd(2, "no such file", "--yes");

        Ran made = shell.run("init", "--ssh-key", key.toString(), "--yes").exits(0);
        made.says(key.toString(), "+ ssh-key: \"" + key + "\"");
        assertThat(Files.readString(key)).contains("BEGIN OPENSSH PRIVATE KEY");
        shell().run("doctor").exits(0).says(key.toString());

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw-r--"));
        shell().run("init").refusesAtTheEnd(2, "can be used by others", "chmod 600");
        shell().run("init", "--yes").exits(0);
        assertThat(permissions(key)).isEqualTo("rw-------");
    }

    @Test
    void aKeyIsNotTakenFromTheCommandLineAndNotShown() {
        for (String[] args : new String[][] {
            {"init", "--api-key", KEY}, {"init", "--api-key=" + KEY}, {"init", KEY}, {"init", "--yes", KEY, OTHER}
        }) {
            Ran ran = shell.run(args).refuses(2, "not taken from the command line", "--api-key-stdin");
            assertThat(ran.err()).doesNotContain(KEY, OTHER);
        }
        Ran mistyped = shell.run("init", "--api-keyy=" + KEY).refuses(2, "unknown option --api-keyy");
        assertThat(mistyped.err()).doesNotContain(KEY);
        assertThat(shell.run("init", "--help").out()).doesNotContain("--api-key ", "--api-key=");
    }

    @Test
    void mistakesAreOneLineBeforeAnythingIsDone() {
        shell.run("init", "--completion", "csh").refuses(2, "--completion csh", "bash, zsh, fish");
        shell.run("init", "--strictness", "lax").refuses(2, "--strictness", "strict, balanced or aggressive");
        shell.run("init", "--api-key-stdin", "--key-file", "x").refuses(2, "leave one out");
        shell.run("init", "--api-key-stdin").refuses(2, "nothing came on stdin");
        shell.piping("two words").run("init", "--api-key-stdin").refuses(2, "expected one API key");
        shell.run("init", "--key-file", home.resolve("nope").toString()).refuses(2, "nope", "no such file");
        assertThat(shell.config()).doesNotExist();
        assertThat(shell.state()).doesNotExist();
    }

    @Test
    void withoutANetworkWhatIsHereIsDoneAndWhatIsNotIsSaid() {
        Ran ran = new Shell(home)
                .with("VAST_URL", "http://127.0.0.1:9")
                .piping(KEY)
                .run("init", "--api-key-stdin", "--register-ssh-key", "-o", "json")
                .exits(1);

        assertThat(done(ran.json("init"))).containsEntry("API key", "made").containsEntry("account", "failed");
    }

    @Test
    void noSecretIsPrintedOrWrittenAnywhereButIntoTheKeysFile() throws Exception {
        StringBuilder said = new StringBuilder();
        for (String[] args : new String[][] {
            {"init", "--api-key-stdin", "--register-ssh-key", "--completion", "zsh", "-vv"},
            {"init", "-vv", "-o", "json"},
            {"init", "--api-key-stdin", "--yes", "--strictness", "strict", "-vv"},
            {"doctor", "-vv"},
            {"doctor", "-vv", "-o", "json"}
        }) {
            Ran ran = shell().piping(KEY).run(args).exits(0);
            said.append(ran.out()).append(ran.err());
        }
        Ran wrong = shell().piping("wrong-" + OTHER)
                .run("init", "--api-key-stdin", "--yes", "-vv")
                .exits(7);
        said.append(wrong.out()).append(wrong.err());

        assertThat(said.toString()).doesNotContain(KEY, OTHER, "BEGIN OPENSSH");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                if (!file.equals(keyFile()))
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(KEY, OTHER);
        }
    }

    private Path keyFile() {
        return home.resolve("config").resolve("vastai").resolve("vast_api_key");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Map<String, String> done(JsonNode init) {
        Map<String, String> done = new TreeMap<>();
        init.path("steps")
                .forEach(step ->
                        done.put(step.path("step").asText(), step.path("done").asText()));
        return done;
    }

    /** Content and age of all but the database, which lives. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("vastctl.db"))
                    .toList();
            for (Path file : all)
                found.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.readString(file));
        }
        return found;
    }
}
