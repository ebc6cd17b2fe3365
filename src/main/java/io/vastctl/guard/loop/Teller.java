package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;

/** Hears what the guard does and what the operator is to know. Must not throw, and not take long. */
public interface Teller {

    Teller NOBODY = new Teller() {};

    /** A decision that acts, before it is carried out; in a dry run it is not. */
    default void decided(Decision decision) {}

    /** A matter for the operator; said once for as long as it holds. */
    default void told(Action.Tell what) {}

    /** What came of an action, or went wrong in the loop itself: one line. */
    default void happened(String line) {}
}
