package io.vastctl.ssh;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** The key the operator logs in with: in our hands, or in those of the operator's SSH agent. */
public final class SshIdentity {

    private final Optional<KeyPair> keyPair;
    private final Optional<AgentKey> agentKey;
    private final String publicKeyLine;
    private final Path path;

    private SshIdentity(Optional<KeyPair> keyPair, Optional<AgentKey> agentKey, PublicKey publicKey, Path path) {
        this.keyPair = keyPair;
        this.agentKey = agentKey;
        this.publicKeyLine = PublicKeyEntry.toString(publicKey) + " vastctl";
        this.path = path;
    }

    static SshIdentity of(KeyPair keyPair, Path path) {
        return new SshIdentity(Optional.of(keyPair), Optional.empty(), keyPair.getPublic(), path);
    }

    static SshIdentity of(AgentKey agentKey, Path path) {
        return new SshIdentity(Optional.empty(), Optional.of(agentKey), agentKey.key(), path);
    }

    /** Absent if only the agent has it. */
    Optional<KeyPair> keyPair() {
        return keyPair;
    }

    Optional<AgentKey> agentKey() {
        return agentKey;
    }

    /** As it stands in an {@code authorized_keys} file, without a line break; may be published. */
    public String publicKeyLine() {
        return publicKeyLine;
    }

    /** Where the private key was read from. */
    public Path path() {
        return path;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SshIdentity[" + path + (agentKey.isPresent() ? ", in the agent]" : "]");
    }
}
