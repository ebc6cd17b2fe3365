package io.vastctl.vast;

import java.util.List;

/**
 * The SSH keys of the account, which reach instances created afterwards, and those attached to one
 * instance. Every method throws {@link VastApiException}; a bad key is never an empty list.
 */
public interface SshKeyring {

    /** All of the account that are not deleted. Empty also when the API answers 404, as it does when there are none. */
    List<SshKey> accountKeys() throws InterruptedException;

    /**
     * Adds a key to the account. Keys of a team are refused by the API. Not sent again when it may have
     * been carried out: look at {@link #accountKeys()} then.
     *
     * @param publicKey one line in OpenSSH form, else {@link IllegalArgumentException}: the API would store
     *     a path or a private key as readily
     * @throws UnclearCallException it may have been added
     */
    SshKey addAccountKey(String publicKey) throws InterruptedException;

    /** Deletes by number; false when the account has no such key, be it that an earlier try deleted it. */
    boolean deleteAccountKey(long keyId) throws InterruptedException;

    /** The keys that Vast.ai lists for that instance. */
    List<SshKey> attachedKeys(long instanceId) throws InterruptedException;

    /** Takes a key off an instance; false when it is not there, be it that an earlier try detached it. */
    boolean detachKey(long instanceId, long keyId) throws InterruptedException;
}
