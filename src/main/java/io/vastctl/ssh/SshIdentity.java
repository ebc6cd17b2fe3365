package io.vastctl.ssh;

import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * The key the operator logs in with.
 *
 * @param publicKeyLine as it stands in an {@code authorized_keys} file, without a line break; may be published
 * @param path where the private key was read from
 */
public record SshIdentity(KeyPair keyPair, String publicKeyLine, Path path) {

    static SshIdentity of(KeyPair keyPair, Path path) {
        return new SshIdentity(keyPair, PublicKeyEntry.toString(keyPair.getPublic()) + " vastctl", path);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SshIdentity[" + path + "]";
    }
}
