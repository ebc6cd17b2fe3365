package io.vastctl.simulator.box;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** The keys by which a new container makes itself known: ed25519, which OpenSSH prefers, and ECDSA. */
final class HostKeys {

    private static final int BITS = 256;

    private HostKeys() {}

    static List<KeyPair> fresh() {
        try {
            KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
            curves.initialize(BITS);
            return List.of(KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, BITS), curves.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curves", e);
        }
    }
}
