package io.vastctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshKeysTest {

    @TempDir
    private Path folder;

    @Test
    void makesItsOwnPrivateKeyOnceAndUsesItAgain() throws Exception {
        SshIdentity made = load();
        SshIdentity again = load();

        assertThat(made.path()).isEqualTo(folder.resolve("state/vastctl/id_ed25519"));
        assertThat(permissions(made.path())).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("state/vastctl"))).isEqualTo("rwx------");
        assertThat(Files.readString(made.path())).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        assertThat(made.publicKeyLine()).startsWith("ssh-ed25519 AAAA").endsWith(" vastctl");
        assertThat(again.publicKeyLine()).isEqualTo(made.publicKeyLine());
        try (var files = Files.list(folder.resolve("state/vastctl"))) {
            assertThat(files).containsExactly(made.path());
        }
    }

    @Test
    void manyAtOnceEndWithOneKey() throws Exception {
        int many = 6;
        CyclicBarrier together = new CyclicBarrier(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            Callable<String> first = () -> {
                together.await();
                return load().publicKeyLine();
            };
            List<Future<String>> lines = new ArrayList<>();
            for (int i = 0; i < many; i++) lines.add(threads.submit(first));
            for (Future<String> line : lines) assertThat(line.get()).isEqualTo(load().publicKeyLine());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void prefersTheGivenFileThenTheVastKey() throws Exception {
        Path vast = write(folder.resolve("home/.ssh/id_rsa_vastai"), BoxServer.newKey(), "rw-------");
        Path given = write(folder.resolve("given"), BoxServer.newKey(), "rw-------");

        assertThat(load().path()).isEqualTo(vast);
        assertThat(load(given).path()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({"ssh-rsa,2048", "ecdsa-sha2-nistp256,256", "ssh-ed25519,256"})
    void readsAllKindsOfKeys(String type, int bits) throws Exception {
        KeyPair pair = BoxServer.newKey(type, bits);

        SshIdentity read = load(write(folder.resolve("key"), pair, "rw-------"));

        assertThat(KeyUtils.compareKeyPairs(read.keyPair().orElseThrow(), pair)).isTrue();
        assertThat(read.publicKeyLine()).startsWith(type + " AAAA").doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rw--w----"})
    void refusesAKeyThatOthersCanUse(String mode) throws Exception {
        Path open = write(folder.resolve("open"), BoxServer.newKey(), mode);

        assertRefused(open, "chmod 600");
    }

    @Test
    void refusesAMissingFile() {
        assertRefused(folder.resolve("nowhere"), "does not exist");
    }

    @Test
    void refusesAFolder() {
        assertRefused(folder, "not a file");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        assertRefused(text("garbage"), "no private key");
        assertRefused(text(""), "no private key");
        assertRefused(
                text("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"), "no private");
        assertRefused(text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@here\n"), "is a public key");
        assertRefused(text("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n"), "is a public key");
        assertRefused(text("-----BEGIN PUBLIC KEY-----\nAAAA\n"), "is a public key");
    }

    @Test
    void aPublicKeyIsCalledSoWhateverItsPermissionsAndTheKeyBesideItIsNamed() throws Exception {
        Path open = Files.writeString(folder.resolve("mine.pub"), "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@here\n");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(open, "mine.pub is a public key: name the private key file");
        Path beside = Files.writeString(folder.resolve("mine"), "");
        assertRefused(open, "such as " + beside);
    }

    @Test
    void refusesKeysWithAPassphrase() throws Exception {
        OpenSSHKeyEncryptionContext secret = new OpenSSHKeyEncryptionContext();
        secret.setPassword("secret");
        secret.setCipherType("256");
        secret.setCipherName("AES");
        ByteArrayOutputStream locked = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(BoxServer.newKey(), "x", secret, locked);

        assertRefused(text(locked.toString(StandardCharsets.UTF_8)), "passphrase");
        assertRefused(text("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"), "passphrase");
        assertRefused(text("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n"), "passphrase");
    }

    @ParameterizedTest
    @CsvSource({"ed25519,OPENSSH", "ecdsa,OPENSSH", "rsa,OPENSSH", "rsa,PEM", "ecdsa,PEM", "rsa,PKCS8"})
    void readsWhatSshKeygenWrites(String type, String format) throws Exception {
        Path key = folder.resolve("generated");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "there is no ssh-keygen here");
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/ssh-keygen", "-q", "-t", type, "-N", "", "-C", "test", "-f", key.toString()));
        if (!format.equals("OPENSSH")) command.addAll(List.of("-m", format));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();

        assertThat(Files.readString(folder.resolve("generated.pub")))
                .startsWith(load(key).publicKeyLine().replace(" vastctl", " test"));
    }

    @Test
    void anUnwritableStateFolderIsOneClearLine() throws Exception {
        Path file = Files.writeString(folder.resolve("state"), "a file where the folder should be");

        assertThatThrownBy(this::load)
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("VAST_SSH_KEY_PATH");
    }

    @Test
    void showsNoKeyMaterial() {
        SshIdentity identity = load();

        assertThat(identity.toString()).isEqualTo("SshIdentity[" + identity.path() + "]");
    }

    private void assertRefused(Path path, String words) {
        assertThatThrownBy(() -> load(path))
                .isInstanceOf(SshKeyException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
    }

    private SshIdentity load() {
        return SshKeys.load(Optional.empty(), folder.resolve("home"), folder.resolve("state/vastctl"), Unlocking.NONE);
    }

    private SshIdentity load(Path explicit) {
        return SshKeys.load(
                Optional.of(explicit), folder.resolve("home"), folder.resolve("state/vastctl"), Unlocking.NONE);
    }

    private Path text(String content) throws IOException {
        Path path = Files.writeString(folder.resolve("text"), content);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private static Path write(Path path, KeyPair pair, String mode) throws Exception {
        Files.createDirectories(path.getParent());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
        Files.write(path, out.toByteArray());
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
