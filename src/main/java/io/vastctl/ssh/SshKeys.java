package io.vastctl.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Finds the operator's SSH key, or makes one. */
public final class SshKeys {

    private static final String VAST_KEY = ".ssh/id_rsa_vastai";
    private static final String OWN_KEY = "id_ed25519";

    private SshKeys() {}

    /**
     * Takes the first of: the given file, {@code ~/.ssh/id_rsa_vastai} if there is one, vastctl's own key
     * in its state folder, made on first use. RSA, ECDSA and ed25519, in OpenSSH or PEM format.
     *
     * <p>A key with a passphrase is used through the SSH agent if that has it; else the operator is asked.
     *
     * @param explicit the setting {@code ssh-key}; must exist if given
     * @param home the operator's home folder
     * @param stateFolder made if missing, readable by the operator alone
     * @throws SshKeyException if the chosen file is missing, no private key, locked for good or readable by
     *     others, or if the own key cannot be written
     */
    public static SshIdentity load(Optional<Path> explicit, Path home, Path stateFolder, Unlocking unlocking) {
        if (explicit.isPresent()) {
            Path path = explicit.get();
            if (!Files.exists(path)) {
                throw new SshKeyException("SSH key " + path
                        + " does not exist: name a private key file by VAST_SSH_KEY_PATH or the setting ssh-key, or nothing to"
                        + " use vastctl's own key");
            }
            return read(path, unlocking);
        }
        Path vastKey = home.resolve(VAST_KEY);
        if (Files.exists(vastKey)) return read(vastKey, unlocking);
        Path ownKey = stateFolder.resolve(OWN_KEY);
        if (!Files.exists(ownKey)) OwnKey.make(ownKey);
        return read(ownKey, unlocking);
    }

    /**
     * Makes an ed25519 key without a passphrase, readable by its owner alone, unless there is a file.
     *
     * @throws SshKeyException if it cannot be written
     */
    public static void make(Path path) {
        if (!Files.exists(path)) OwnKey.make(path);
    }

    private static SshIdentity read(Path path, Unlocking unlocking) {
        if (!Files.isRegularFile(path)) {
            throw new SshKeyException("SSH key " + path + " is not a file: name the private key file itself");
        }
        KeyFile file = KeyFile.open(path);
        requirePrivate(path);
        return file.identity(unlocking);
    }

    private static void requirePrivate(Path path) {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(path);
        } catch (UnsupportedOperationException e) {
            return; // a file system without such permissions
        } catch (IOException e) {
            throw new SshKeyException("SSH key " + path + " cannot be looked at: check its permissions", e);
        }
        permissions.removeAll(Set.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!permissions.isEmpty()) {
            throw new SshKeyException("SSH key " + path + " can be used by others: run chmod 600 " + path);
        }
    }
}
