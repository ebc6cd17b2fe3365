package io.vastctl.instance;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the four status fields of an instance mean together. The combinations come from Vast.ai's
 * documentation and from what other clients saw; an unknown word is pending, never a crash.
 */
public enum InstanceStatus {
    /** Being set up: no status yet, scheduling, or a word we have never seen. */
    PENDING,
    /** The image is being pulled or built. */
    LOADING,
    /** The image is there, the container is about to start. */
    CREATED,
    /** The container is up. SSH and the workload may need minutes more, or never come. */
    RUNNING,
    /** The container ended although it should run; may be a left-over just after a start. */
    EXITED,
    /** The host gave up, or somebody stopped it: it will not come up by itself. */
    STOPPED,
    /** The host is lost; it may come back. */
    OFFLINE;

    private static final Set<String> STOPPING = Set.of("stopped", "failed");

    static InstanceStatus of(Instance instance) {
        String actual = instance.actualStatus().orElse("").toLowerCase(Locale.ROOT);
        if (says(instance.intendedStatus()) || says(instance.nextState())) return STOPPED;
        return switch (actual) {
            case "loading" -> LOADING;
            case "created" -> CREATED;
            case "running" -> RUNNING;
            case "exited", "stopped" -> EXITED;
            case "offline", "unknown" -> OFFLINE;
            default -> PENDING;
        };
    }

    private static boolean says(Optional<String> state) {
        return state.map(word -> STOPPING.contains(word.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }
}
