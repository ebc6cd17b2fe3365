package io.vastctl.cli.market;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** Shows whatever time another clock shows, which may be exchanged for yet another one. */
public final class FollowingClock extends Clock {

    private final Supplier<Clock> leader;

    /** @param leader asked at each reading which clock tells the time now */
    public FollowingClock(Supplier<Clock> leader) {
        this.leader = leader;
    }

    @Override
    public Instant instant() {
        return leader.get().instant();
    }

    @Override
    public ZoneId getZone() {
        return leader.get().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new FollowingClock(() -> leader.get().withZone(zone));
    }
}
