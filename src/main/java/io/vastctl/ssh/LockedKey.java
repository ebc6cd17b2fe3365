package io.vastctl.ssh;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** A key file with a passphrase: used through the agent if that has the key, else opened with what the operator types. */
final class LockedKey {

    private static final int TRIES = 3;

    private final Path path;
    private final String text;
    private final Unlocking unlocking;

    LockedKey(Path path, String text, Unlocking unlocking) {
        this.path = path;
        this.text = text;
        this.unlocking = unlocking;
    }

    /**
     * The key, ready to log in with.
     *
     * @param open opens the file with a passphrase; empty if that does not fit
     * @throws SshKeyException in one line: which file, and what to do
     */
    SshIdentity unlock(Function<String, Optional<KeyPair>> open) {
        Optional<PublicKey> publicKey = PublicPart.of(path, text);
        Optional<AgentKey> held = unlocking
                .agentSocket()
                .flatMap(socket -> publicKey.map(key -> new AgentKey(key, socket)))
                .filter(AgentKey::isHeld);
        return held.isPresent() ? SshIdentity.of(held.get(), path) : SshIdentity.of(typed(open), path);
    }

    private KeyPair typed(Function<String, Optional<KeyPair>> open) {
        for (int tries = 1; tries <= TRIES; tries++) {
            Optional<char[]> passphrase = unlocking.prompt().apply("Passphrase of " + path + ": ");
            if (passphrase.isEmpty()) throw nobodyToAsk();
            try {
                Optional<KeyPair> pair = open.apply(new String(passphrase.get()));
                if (pair.isPresent()) return pair.get();
            } finally {
                Arrays.fill(passphrase.get(), '\0');
            }
        }
        throw new SshKeyException("SSH key " + path + " does not open with any of the " + TRIES
                + " passphrases given: try again, or run ssh-add " + path);
    }

    private SshKeyException nobodyToAsk() {
        String agent = unlocking.agentSocket().isPresent()
                ? "the SSH agent does not have it"
                : "no SSH agent is named by SSH_AUTH_SOCK";
        return new SshKeyException("SSH key " + path + " is protected by a passphrase, " + agent
                + ", and there is no terminal to ask at: run ssh-add " + path + ", or name a key without one");
    }
}
