package io.vastctl.simulator.market;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account's SSH keys. They reach boxes that are created afterwards, some seconds after the create; boxes that
 * exist already keep what they have. Safe for several threads.
 */
public final class AccountKeys {

    private final InstantSource time;
    private final Map<Long, AccountKey> keys = new TreeMap<>();
    private long next;

    AccountKeys(InstantSource time, long firstId) {
        this.time = time;
        this.next = firstId;
    }

    /** All keys, the oldest first. */
    public synchronized List<AccountKey> all() {
        return List.copyOf(keys.values());
    }

    /** Stores a text as a key, whatever it is. */
    public synchronized AccountKey add(String text) {
        AccountKey key = new AccountKey(next++, text, time.instant());
        keys.put(key.id(), key);
        return key;
    }

    /** Puts another text in place of a key's; false if there is no such key. */
    public synchronized boolean update(long id, String text) {
        return keys.computeIfPresent(id, (same, old) -> new AccountKey(id, text, old.createdAt())) != null;
    }

    /** Forgets a key; boxes that have it keep it. False if there is no such key. */
    public synchronized boolean delete(long id) {
        return keys.remove(id) != null;
    }
}
