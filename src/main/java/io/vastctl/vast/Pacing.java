package io.vastctl.vast;

import java.time.Duration;

/** Lets calls out no faster than their limiters allow. Safe for several threads. */
interface Pacing {

    /** Returns when the next call of that kind may go out. */
    void await(CallKind kind) throws InterruptedException;

    /** Lets no call of that kind out for so long: the server asked for it. */
    void hold(CallKind kind, Duration pause);
}
