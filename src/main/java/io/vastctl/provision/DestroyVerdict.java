package io.vastctl.provision;

/** What became of an instance that was to go. */
public sealed interface DestroyVerdict {

    long instanceId();

    /** The reads and answers that the verdict rests on, one line. */
    String evidence();

    /** Absent on two good reads, spaced. */
    record Destroyed(long instanceId, String evidence) implements DestroyVerdict {}

    /** The last read showed it still there. */
    record Leaked(long instanceId, String evidence) implements DestroyVerdict {}

    /** The API would not tell. */
    record Unknown(long instanceId, String evidence) implements DestroyVerdict {}

    default boolean mayStillRun() {
        return !(this instanceof Destroyed);
    }

    /** The same in a word. */
    default Cleanup cleanup() {
        if (this instanceof Destroyed) return Cleanup.DESTROYED;
        return this instanceof Leaked ? Cleanup.LEAKED : Cleanup.UNKNOWN;
    }
}
