package io.vastctl.vast;

import io.vastctl.time.Sleeper;
import io.vastctl.vast.CallLane.Place;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps the documented minimum intervals between calls, one lane per kind of call as the server counts them. Safe for
 * several threads: they get their turns in the order in which they come. Who waits goes on waiting until its turn has come
 * or it is interrupted, so its clock must pass with its sleeper.
 */
final class CallPacing implements Pacing {

    /** After that it looks again how long its turn takes. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(90);

    private final Clock clock;
    private final Sleeper sleeper;
    private final Map<CallKind, CallLane> lanes = new EnumMap<>(CallKind.class);

    CallPacing(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    public void await(CallKind kind) throws InterruptedException {
        Place place = enter(kind);
        try {
            for (Duration left = left(kind, place); !left.isZero(); left = left(kind, place))
                sleeper.sleep(left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left);
        } finally {
            leave(kind, place);
        }
    }

    @Override
    public synchronized void hold(CallKind kind, Duration pause) {
        lane(kind).hold(clock.instant(), pause);
    }

    /** A call of that kind goes out now, by somebody else's leave. */
    synchronized void went(CallKind kind) {
        lane(kind).went(clock.instant());
    }

    private synchronized Place enter(CallKind kind) {
        return lane(kind).enter(kind.ends());
    }

    /** Until its turn; where that has come, it is taken. */
    private synchronized Duration left(CallKind kind, Place place) {
        CallLane lane = lane(kind);
        Duration left = lane.left(place, clock.instant());
        if (left.isZero()) lane.went(clock.instant());
        return left;
    }

    private synchronized void leave(CallKind kind, Place place) {
        lane(kind).leave(place);
    }

    private CallLane lane(CallKind kind) {
        return lanes.computeIfAbsent(kind.bucket(), bucket -> new CallLane(bucket.calls(), bucket.period()));
    }
}
