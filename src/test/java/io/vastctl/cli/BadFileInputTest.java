package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.memory.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadFileInputTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test --simulate",
                "offers --simulate",
                "runs list",
                "hosts list",
                "bad-hosts list",
                "bad-hosts add 5",
                "bad-hosts clear --yes",
                "config list",
                "config set strictness balanced"
            })
    void aCorruptDatabaseIsToldAndLeftByteForByte(String line) throws Exception {
        byte[] noise = Base64.getMimeEncoder().encode(new byte[9000]);
        Files.createDirectories(shell.state());
        Files.write(shell.database(), noise);

        shell.run(line.split(" ")).refuses(2, shell.database().toString(), "--state");

        assertThat(Files.readAllBytes(shell.database())).isEqualTo(noise);
    }

    @Test
    void theFirstPageMayBeGoodAndTheRestNoise() throws Exception {
        shell.run("bad-hosts", "add", "5").exits(0);
        byte[] bytes = Files.readAllBytes(shell.database());
        for (int i = 4096; i < bytes.length; i++) bytes[i] = (byte) (i * 31);
        Files.write(shell.database(), bytes);

        Ran ran = shell.run("bad-hosts", "list");

        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(Files.readAllBytes(shell.database())).isEqualTo(bytes);
    }

    @Test
    void theDatabaseOfAnotherProgramIsLeftAlone() throws Exception {
        // An application id of somebody else's in the header of a file that is vastctl's otherwise.
        shell.run("bad-hosts", "add", "5").exits(0);
        byte[] bytes = Files.readAllBytes(shell.database());
        bytes[68] = 1;
        bytes[69] = 2;
        Files.write(shell.database(), bytes);

        shell.run("test", "--simulate").refuses(2, shell.database().toString(), "another application");

        assertThat(Files.readAllBytes(shell.database())).isEqualTo(bytes);
    }

    @Test
    void theStateMayNotBeAFolder() {
        shell.run("runs", "list", "--state", home.toString()).refuses(2, home.toString(), "folder");
        shell.with("VASTCTL_STATE", home.toString()).run("runs", "list").refuses(2, home.toString(), "folder");
    }

    @Test
    void aStateFileOfOnesOwnNeedsNoFolderMadeForIt() {
        Path own = home.resolve("a").resolve("b.db");

        shell.run("bad-hosts", "add", "5", "--state", own.toString()).exits(0);

        assertThat(own).exists();
        assertThat(shell.database()).doesNotExist();
        try (Database database = Database.open(own, shell.time)) {
            assertThat(database.file()).contains(own);
        }
    }

    @Test
    void anSshKeyMustBeOne() throws Exception {
        withKey(home.resolve("missing")).refuses(2, "missing", "VAST_SSH_KEY_PATH");
        withKey(home).refuses(2, home.toString(), "not a file");
        Path text = shell.write(home.resolve("text"), "hello");
        privately(text, "rw-------");
        withKey(text).refuses(2, text.toString(), "private key");
    }

    @Test
    void anSshKeyThatOthersCanReadIsRefused() throws Exception {
        shell.run("doctor", "--simulate").exits(0);
        Path own = shell.state().resolve("id_ed25519");
        privately(own, "rw-r--r--");

        withKey(own).refuses(2, own.toString(), "chmod 600");
    }

    @Test
    void anSshKeyThatWeCannotReadIsRefused() throws Exception {
        shell.run("doctor", "--simulate").exits(0);
        Path own = shell.state().resolve("id_ed25519");
        privately(own, "---------");
        assumeTrue(!Files.isReadable(own), "this user may read everything");

        withKey(own).refuses(2, own.toString());
    }

    @Test
    void anApiKeyFileThatOthersCanReadIsRefused() throws Exception {
        Path key =
                shell.write(shell.home.resolve("config").resolve("vastai").resolve("vast_api_key"), "0123456789abcdef");
        privately(key, "rw-r--r--");

        shell.run("offers").refuses(2, key.toString(), "chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "strictnes: strict", "strictness: lax", "max-price: -1", "max-price: [1, 2]"})
    void aBadConfigFileIsNamedWithItsLine(String text) {
        Path config = shell.write(shell.config().resolve("config.yaml"), text);

        shell.run("test", "--simulate").refuses(2, config + ":1");
    }

    @Test
    void aBadConfigFileDoesNotHideThatASettingWasStored() {
        shell.write(shell.config().resolve("config.yaml"), "strictnes: strict");

        Ran set = shell.run("config", "set", "strictness", "balanced").exits(0);

        assertThat(set.out()).contains("strictness is now balanced");
        assertThat(set.err()).contains("config.yaml:1").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: x\nimage: [", "image: x\nmodle: y", "- a\n- b", ""})
    void aMalformedWorkloadIsNamed(String yaml) {
        Path file = shell.write(home.resolve("w.yaml"), yaml);

        shell.run("test", "--simulate", "--workload", file.toString()).refuses(2, file.toString());
        Ran check = shell.run("workloads", "check", file.toString()).exits(2);
        assertThat(check.out()).contains(file + " has errors.");
        JsonNode json = shell.run("workloads", "check", file.toString(), "-o", "json")
                .exits(2)
                .json("workload-check");
        assertThat(json.path("good").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "[]", "{\"offers\":[]}", "{\"offers\":[{\"id\":1}]}", "[1]", "7"})
    void anOffersFileMustHoldOffers(String text) {
        Path file = shell.write(home.resolve("offers.json"), text);

        shell.run("test", "--simulate", "--offers", file.toString()).refuses(2, file.toString(), "expected");
    }

    @Test
    void anEventsFileNeedsAFolder() {
        Path file = home.resolve("missing").resolve("events.ndjson");

        shell.run("test", "--simulate", "--events", file.toString()).refuses(2, file.toString(), "folder");
        assertThat(file.getParent()).doesNotExist();
    }

    private Ran withKey(Path key) {
        return new Shell(home).with("VAST_SSH_KEY_PATH", key.toString()).run("test", "--simulate");
    }

    private static void privately(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aWorkloadForAnAdapterThatIsNotThereIsNotGood() {
        Shell shell = new Shell(home);
        Path file = shell.write(home.resolve("w.yaml"), "image: some/image:1\nadapter: htpp\nvram-gb: 8\n");

        shell.run("workloads", "check", file.toString())
                .exits(2)
                .says("w.yaml:2: adapter: there is no adapter htpp", "did you mean http?", "has errors.");
    }
}
