package io.vastctl.ssh;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a key with a passphrase can be used.
 *
 * @param agentSocket what {@code SSH_AUTH_SOCK} names, if it does
 * @param prompt asks the operator and does not show what is typed; empty where nobody is there to be asked
 */
public record Unlocking(Optional<Path> agentSocket, Function<String, Optional<char[]>> prompt) {

    /** No agent, and nobody to ask. */
    public static final Unlocking NONE = new Unlocking(Optional.empty(), question -> Optional.empty());
}
