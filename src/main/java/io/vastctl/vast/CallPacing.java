package io.vastctl.vast;

import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps the documented minimum intervals between calls, one bucket per kind of call as the server
 * counts them. Safe for several threads: each gets its own slot.
 */
final class CallPacing implements Pacing {

    /** A clock set back must not turn into an hour's wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private final Clock clock;
    private final Sleeper sleeper;
    private final Map<CallKind, Deque<Instant>> slots = new EnumMap<>(CallKind.class);
    private final Map<CallKind, Instant> held = new EnumMap<>(CallKind.class);

    CallPacing(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    public void await(CallKind kind) throws InterruptedException {
        Duration wait = reserve(kind);
        if (!wait.isZero()) sleeper.sleep(wait);
    }

    @Override
    public synchronized void hold(CallKind kind, Duration pause) {
        held.put(kind.bucket(), clock.instant().plus(pause));
    }

    /** A call of that kind goes out now, by somebody else's leave. */
    synchronized void went(CallKind kind) {
        Deque<Instant> recent = slots.computeIfAbsent(kind.bucket(), unused -> new ArrayDeque<>());
        if (recent.size() >= kind.calls()) recent.removeFirst();
        recent.addLast(clock.instant());
    }

    private synchronized Duration reserve(CallKind kind) {
        Instant now = clock.instant();
        Deque<Instant> recent = slots.computeIfAbsent(kind.bucket(), unused -> new ArrayDeque<>());
        Instant slot = later(now, held.getOrDefault(kind.bucket(), now));
        if (recent.size() >= kind.calls()) {
            slot = later(slot, recent.removeFirst().plus(kind.period()));
        }
        Duration wait = Duration.between(now, slot);
        if (wait.compareTo(LONGEST_WAIT) > 0) wait = LONGEST_WAIT;
        recent.addLast(now.plus(wait));
        return wait;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
