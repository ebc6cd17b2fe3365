package io.vastctl.guard.loop;

/** Where a tick has come to. A test may end the guard there. */
@FunctionalInterface
public interface Checkpoint {

    Checkpoint NONE = point -> {};

    /** The places between two effects. */
    enum Point {
        HELD,
        OBSERVED,
        DECIDED,
        STORED,
        VENTURE_NOTED,
        VENTURE_OVER,
        ACTED
    }

    void reached(Point point);

    /** Does work beside the loop; where the guard was ended, it ends without a word. */
    default void beside(Runnable work) {
        work.run();
    }
}
