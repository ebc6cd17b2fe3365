package io.vastctl.memory;

import java.util.Optional;

/** The living processes of this host. */
@FunctionalInterface
public interface Processes {

    /**
     * When a process started, as an opaque word that stays the same as long as it lives.
     *
     * @return empty if there is no such process; the empty word if there is one whose start cannot be told
     */
    Optional<String> startOf(long pid);
}
