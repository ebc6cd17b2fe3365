package io.vastctl.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import javax.security.auth.login.FailedLoginException;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads one private key file and says clearly why it cannot. Messages never quote the file. */
final class KeyFile {

    private static final int LONGEST = 1 << 20;

    private KeyFile() {}

    static KeyPair read(Path path) {
        byte[] content = content(path);
        String text = new String(content, StandardCharsets.US_ASCII);
        if (text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw passphrase(path, null);
        }
        if (text.matches("(?s)(ssh-|ecdsa-|sk-)\\S+ AAAA.*")) {
            throw new SshKeyException("SSH key " + path + " is a public key: name the private key file beside it");
        }
        try {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(path.toString()),
                    new ByteArrayInputStream(content),
                    FilePasswordProvider.EMPTY);
            // The library answers null for a file without any key.
            Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
            if (found == null || !found.hasNext()) throw noKey(path, null);
            return found.next();
        } catch (FailedLoginException e) {
            throw passphrase(path, e);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw e instanceof SshKeyException ours ? ours : noKey(path, e);
        }
    }

    private static byte[] content(Path path) {
        try {
            if (Files.size(path) > LONGEST) throw noKey(path, null);
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new SshKeyException("SSH key " + path + " cannot be read: check its owner and permissions", e);
        }
    }

    private static SshKeyException passphrase(Path path, @Nullable Throwable cause) {
        return withCause(
                "SSH key " + path + " is protected by a passphrase: name a key without one, or remove it from a copy"
                        + " with ssh-keygen -p",
                cause);
    }

    private static SshKeyException noKey(Path path, @Nullable Throwable cause) {
        return withCause(
                "SSH key " + path + " holds no private key we can read: expected an RSA, ECDSA or ed25519 key in"
                        + " OpenSSH or PEM format, as ssh-keygen -t ed25519 makes it",
                cause);
    }

    private static SshKeyException withCause(String message, @Nullable Throwable cause) {
        return cause == null ? new SshKeyException(message) : new SshKeyException(message, cause);
    }
}
