package io.vastctl.provision;

import io.vastctl.time.Sleeper;
import io.vastctl.vast.Disposal;
import java.time.Clock;
import java.time.Duration;

/** Ends one rental whose time is up, with the key of that rental alone; proven as every destruction is. */
public final class Guardian {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Disposal disposal;
    private final Clock clock;
    private final Sleeper sleeper;

    /** @param clock shows the time that {@code sleeper} lets pass */
    public Guardian(Disposal disposal, Clock clock, Sleeper sleeper) {
        this.disposal = disposal;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Sends a destroy unless good reads show it gone already; an interruption hurries it. */
    public DestroyVerdict end(long instanceId) {
        Eviction eviction = new Eviction(disposal, clock, sleeper, instanceId, true, LONGEST, progress -> {});
        try (Haste haste = new Haste(clock)) {
            return haste.finish(() -> eviction.toTheEnd(haste::isOver), eviction::verdict);
        }
    }
}
