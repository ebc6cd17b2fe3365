package io.vastctl.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.login.FailedLoginException;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads one private key file and says clearly why it cannot. Messages never quote the file or a passphrase. */
final class KeyFile {

    private static final int LONGEST = 1 << 20;

    /** One line of OpenSSH's, or the frames of RFC 4716 and of PEM. */
    private static final Pattern PUBLIC =
            Pattern.compile("\\A\\s*(?:(?:ssh-|ecdsa-|sk-)\\S+ AAAA|-{4,5} ?BEGIN (?:SSH2 |RSA )?PUBLIC KEY)");

    private final Path path;
    private final String text;

    private KeyFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /** @throws SshKeyException in one line: the file cannot be read, or is a public key */
    static KeyFile open(Path path) {
        KeyFile file = new KeyFile(path, content(path));
        if (PUBLIC.matcher(file.text).find())
            throw new SshKeyException("SSH key " + path + " is a public key: name the private key file"
                    + beside(path).map(other -> ", such as " + other).orElse(""));
        return file;
    }

    /** The file of the same name without {@code .pub}, as ssh-keygen names the pair. */
    private static Optional<Path> beside(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!name.endsWith(".pub")) return Optional.empty();
        return Optional.of(path.resolveSibling(name.substring(0, name.length() - ".pub".length())))
                .filter(Files::isRegularFile);
    }

    /** @throws SshKeyException in one line: which file, what is wrong, what to do */
    SshIdentity identity(Unlocking unlocking) {
        if (EncryptedPkcs8.is(text) || text.contains("Proc-Type: 4,ENCRYPTED")) return locked(unlocking);
        try {
            return SshIdentity.of(parsed(text, FilePasswordProvider.EMPTY), path);
        } catch (FailedLoginException e) {
            return locked(unlocking);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw e instanceof SshKeyException ours ? ours : noKey(e);
        }
    }

    private SshIdentity locked(Unlocking unlocking) {
        return new LockedKey(path, text, unlocking).unlock(this::opened);
    }

    /** Whatever goes wrong with a passphrase looks like garbage behind it. */
    private Optional<KeyPair> opened(String passphrase) {
        Optional<String> pem = EncryptedPkcs8.is(text) ? EncryptedPkcs8.opened(text, passphrase) : Optional.of(text);
        try {
            return pem.isEmpty()
                    ? Optional.empty()
                    : Optional.of(parsed(pem.get(), FilePasswordProvider.of(passphrase)));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private KeyPair parsed(String pem, FilePasswordProvider passphrase) throws IOException, GeneralSecurityException {
        Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                null,
                NamedResource.ofName(path.toString()),
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)),
                passphrase);
        // The library answers null for a file without any key.
        Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
        if (found == null || !found.hasNext()) throw noKey(null);
        return found.next();
    }

    private static String content(Path path) {
        try {
            if (Files.size(path) > LONGEST) throw new KeyFile(path, "").noKey(null);
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new SshKeyException("SSH key " + path + " cannot be read: check its owner and permissions", e);
        }
    }

    private SshKeyException noKey(@Nullable Throwable cause) {
        String message = "SSH key " + path + " holds no private key we can read: expected an RSA, ECDSA or ed25519 key"
                + " in OpenSSH or PEM format, as ssh-keygen -t ed25519 makes it";
        return cause == null ? new SshKeyException(message) : new SshKeyException(message, cause);
    }
}
