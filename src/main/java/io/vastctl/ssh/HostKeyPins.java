package io.vastctl.ssh;

import io.vastctl.instance.SshEndpoint;
import java.security.PublicKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * The host keys of one rental. Each endpoint's key counts from first contact; proxy and direct path may
 * show different ones. Never kept longer: the provider gives the same proxy port to other machines.
 */
final class HostKeyPins {

    private final Map<SshEndpoint, PublicKey> pinned = new ConcurrentHashMap<>();

    /** Pins the key of an endpoint never seen; else whether it is still the same. */
    boolean accepts(SshEndpoint endpoint, PublicKey key) {
        PublicKey known = pinned.putIfAbsent(endpoint, key);
        return known == null || KeyUtils.compareKeys(known, key);
    }
}
