package io.vastctl.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** Makes vastctl's own key. Several processes may try at once: one of them wins, the others use its key. */
final class OwnKey {

    private static final int ED25519_BITS = 256;

    private OwnKey() {}

    /** After this the file is there, whole and private, made by us or by somebody at the same moment. */
    static void make(Path path) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder, permissions("rwx------"));
            Path draft = Files.createTempFile(folder, ".id_ed25519", ".part", permissions("rw-------"));
            try {
                Files.write(draft, freshKey());
                publish(draft, path);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new SshKeyException(
                    "SSH key " + path + " cannot be made: check that its folder can be written, or set"
                            + " VAST_SSH_KEY_PATH to a key of yours",
                    e);
        }
    }

    /** A link appears whole or not at all, and unlike a rename never replaces what another process put there. */
    private static void publish(Path draft, Path path) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException | UnsupportedOperationException e) {
            // No hard links on this file system: the nearest thing, with a gap of microseconds.
            if (!Files.exists(path)) Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static byte[] freshKey() throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, ED25519_BITS);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "vastctl", null, text);
        return text.toByteArray();
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
