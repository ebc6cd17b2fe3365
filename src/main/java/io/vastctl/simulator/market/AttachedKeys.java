package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The SSH keys of a contract, each with the moment from which the machine has it. Guarded by its contract. */
final class AttachedKeys {

    private final Map<AccountKey, Instant> since = new LinkedHashMap<>();

    /** @param effective when the machine has the key */
    void attach(AccountKey key, Instant effective) {
        boolean there = since.keySet().stream().anyMatch(old -> old.text().equals(key.text()));
        if (!there) since.put(key, effective);
    }

    boolean detach(long keyId) {
        return since.keySet().removeIf(key -> key.id() == keyId);
    }

    List<AccountKey> all() {
        return List.copyOf(since.keySet());
    }

    /** Those that the machine has at that moment, in OpenSSH form. */
    Set<String> textsAt(Instant now) {
        Set<String> good = new LinkedHashSet<>();
        since.forEach((key, from) -> {
            if (!now.isBefore(from)) good.add(key.text());
        });
        return good;
    }
}
