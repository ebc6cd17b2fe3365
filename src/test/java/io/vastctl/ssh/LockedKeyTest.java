package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys with a passphrase, as ssh-keygen makes them, typed or held by OpenSSH's own agent. */
class LockedKeyTest {

    private static final String PASSPHRASE = "correct horse";

    @TempDir
    private Path folder;

    private final List<String> questions = new ArrayList<>();
    private Optional<Process> agent = Optional.empty();

    @AfterEach
    void stop() throws Exception {
        if (agent.isEmpty()) return;
        agent.get().destroy();
        agent.get().waitFor(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"ed25519,RFC4716", "rsa,RFC4716", "ecdsa,RFC4716", "rsa,PEM", "ecdsa,PEM", "rsa,PKCS8", "ecdsa,PKCS8"})
    void aPassphraseThatIsTypedOpensTheKey(String type, String format) throws Exception {
        Path key = key(type, format);

        SshIdentity identity = load(key, Optional.empty(), typing("wrong", PASSPHRASE));

        assertThat(questions).hasSize(2).allMatch(question -> question.contains(key.toString()));
        assertThat(Files.readString(key.resolveSibling("key.pub")))
                .startsWith(identity.publicKeyLine().replace(" vastctl", ""));
        assertLogsIn(identity);
    }

    @Test
    void threeWrongPassphrasesAreOneClearLine() throws Exception {
        Path key = key("ed25519", "RFC4716");

        assertThatThrownBy(() -> load(key, Optional.empty(), typing("a", "b", "c", "d")))
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("passphrases")
                .hasMessageNotContaining("\n");
        assertThat(questions).hasSize(3);
    }

    @Test
    void whereNobodyCanBeAskedTheLineSaysWhatToDo() throws Exception {
        Path key = key("rsa", "PEM");

        assertThatThrownBy(() -> load(key, Optional.empty(), typing()))
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining("ssh-add " + key)
                .hasMessageContaining("no SSH agent is named by SSH_AUTH_SOCK")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> load(key, Optional.of(folder.resolve("nowhere")), typing()))
                .hasMessageContaining("the SSH agent does not have it");
    }

    @ParameterizedTest
    @CsvSource({"ed25519,RFC4716", "rsa,RFC4716", "ecdsa,RFC4716", "rsa,PEM"})
    void aKeyThatTheAgentHasIsUsedThroughItAndNothingIsAsked(String type, String format) throws Exception {
        Path key = key(type, format);
        Path other = folder.resolve("other");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other.toString());
        Path socket = agent();
        add(socket, other, "");
        add(socket, key, PASSPHRASE);

        SshIdentity identity = load(key, Optional.of(socket), typing());

        assertThat(questions).isEmpty();
        assertThat(identity.toString()).contains("in the agent");
        assertLogsIn(identity);
    }

    @Test
    void anAgentWithoutTheKeyLeavesItToThePrompt() throws Exception {
        Path key = key("ed25519", "RFC4716");

        SshIdentity identity = load(key, Optional.of(agent()), typing(PASSPHRASE));

        assertThat(questions).hasSize(1);
        assertLogsIn(identity);
    }

    @Test
    void anAgentThatDoesNotAnswerIsNotWaitedForForEver() throws Exception {
        Path socket = folder.resolve("silent");
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            try (SshAgentClient client =
                    SshAgentClient.open(socket, BoxServer.newKey().getPublic(), ofMillis(100))) {
                assertThatThrownBy(client::getIdentities)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("did not answer");
            }
        }
    }

    private void assertLogsIn(SshIdentity identity) throws Exception {
        String[] words = identity.publicKeyLine().split(" ", -1);
        var known =
                PublicKeyEntry.parsePublicKeyEntry(words[0] + " " + words[1]).resolvePublicKey(null, null, null);
        try (BoxServer box = BoxServer.start(known);
                SshConnector connector = new SshConnector(identity, new FakeTime());
                ProbeExecutor executor = connector.open()) {
            assertThat(executor.run(List.of(box.endpoint()), List.of())).isInstanceOf(ProbeLook.Answered.class);
            assertThat(box.strangers()).isZero();
        }
    }

    private SshIdentity load(Path key, Optional<Path> socket, Queue<String> typed) {
        Unlocking unlocking = new Unlocking(socket, question -> {
            questions.add(question);
            return Optional.ofNullable(typed.poll()).map(String::toCharArray);
        });
        return SshKeys.load(Optional.of(key), folder.resolve("home"), folder.resolve("state"), unlocking);
    }

    private static Queue<String> typing(String... passphrases) {
        return new ArrayDeque<>(List.of(passphrases));
    }

    private Path key(String type, String format) throws Exception {
        Path key = folder.resolve("key");
        assumeTrue(OnPath.find("ssh-keygen").isPresent(), "there is no ssh-keygen here");
        run(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-b",
                type.equals("rsa") ? "2048" : "256",
                "-N",
                PASSPHRASE,
                "-m",
                format,
                "-f",
                key.toString());
        return key;
    }

    private Path agent() throws Exception {
        Path socket = folder.resolve("agent");
        assumeTrue(OnPath.find("ssh-agent").isPresent(), "there is no ssh-agent here");
        Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        agent = Optional.of(process);
        // It says where it listens once it does.
        assertThat(process.inputReader(StandardCharsets.US_ASCII).readLine()).contains("SSH_AUTH_SOCK");
        return socket;
    }

    private void add(Path socket, Path key, String passphrase) throws Exception {
        Path asker = Files.writeString(folder.resolve("asker"), "#!/bin/sh\necho '" + passphrase + "'\n");
        assertThat(asker.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("ssh-add", "-q", key.toString());
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        builder.environment().put("SSH_ASKPASS", asker.toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        assertThat(ended(builder)).isZero();
    }

    private static void run(String... command) throws Exception {
        assertThat(ended(new ProcessBuilder(command))).isZero();
    }

    private static int ended(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
