package io.vastctl.simulator.market;

import io.vastctl.time.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The clock of a market that strangers use. It stands until {@link #begin()}, then it flows with real time,
 * {@code speed} times faster. While somebody leads it, it is the standing clock of {@link MarketTime}: it
 * moves only when a leader sleeps on it or the market takes time for an answer. It flows on from where it
 * stood when the last leader lets go, or was silent for {@link #LEASE}.
 *
 * <p>Sleeping moves it ahead in both states, by {@code ledSpeed}; as long as somebody sleeps it does not flow
 * besides.
 */
public final class ServedTime extends MarketTime {

    /** A leader that is silent for so long in real time is dead. Living ones speak up every few seconds. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    /** Real time when nobody says otherwise. */
    public static final double DEFAULT_FLOW = 1;

    private final double flow;
    private final double ledSpeed;
    private final InstantSource realTime;
    private final Map<String, Instant> lastHeard = new HashMap<>();
    private final Object lock = new Object();
    private boolean begun;
    private int sleepers;
    private Instant flowsSince;
    private Instant flowsFrom;

    /**
     * A clock that stands at {@code start}.
     *
     * @param flow simulated seconds per real second while it flows by itself, above 0
     * @param ledSpeed the same for waits of those who lead it or sleep on it, above 0
     * @param realTime what real time is; it may step back, this clock never does
     * @param real lets that time pass
     */
    public ServedTime(Instant start, double flow, double ledSpeed, InstantSource realTime, Sleeper real) {
        super(start, ledSpeed, real);
        requireSpeed(flow);
        this.flow = flow;
        this.ledSpeed = ledSpeed;
        this.realTime = realTime;
        flowsSince = realTime.instant();
        flowsFrom = start;
    }

    /** Simulated seconds per real second while it flows by itself. */
    public double speed() {
        return flow;
    }

    /** Simulated seconds per real second for those who wait on it. */
    public double ledSpeed() {
        return ledSpeed;
    }

    /** The market is in use from now on; asked again, it changes nothing. */
    public void begin() {
        synchronized (lock) {
            catchUp();
            if (begun) return;
            begun = true;
            flowFrom(realTime.instant());
        }
    }

    /** Somebody begins to lead, or says that it still does. */
    public void lead(String leader) {
        synchronized (lock) {
            catchUp();
            lastHeard.put(leader, realTime.instant());
        }
    }

    /** Somebody leads no more. */
    public void release(String leader) {
        synchronized (lock) {
            catchUp();
            if (lastHeard.remove(leader) != null) flowFrom(realTime.instant());
        }
    }

    /** How many lead it now. */
    public int leaders() {
        synchronized (lock) {
            catchUp();
            return lastHeard.size();
        }
    }

    /** Whether it moves by itself now. */
    public boolean flowing() {
        synchronized (lock) {
            catchUp();
            return flows();
        }
    }

    /** To be called often: tells the listeners that time has passed, if it passes by itself. */
    public void pulse() {
        if (flowing()) tell();
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            catchUp();
            return super.instant();
        }
    }

    /** While the clock flows this is a wait in real time, else a move of the clock. */
    @Override
    public void advance(Duration duration) {
        if (flowing()) {
            letPass(Duration.ofNanos((long) Math.min(9e18, duration.toNanos() / flow)));
            tell();
        } else {
            super.advance(duration);
        }
    }

    @Override
    public void sleepUntil(Instant end) throws InterruptedException {
        synchronized (lock) {
            catchUp();
            sleepers++;
        }
        try {
            super.sleepUntil(end);
        } finally {
            synchronized (lock) {
                sleepers--;
                flowFrom(realTime.instant());
            }
        }
    }

    private boolean flows() {
        return begun && lastHeard.isEmpty() && sleepers == 0;
    }

    /** From that moment of real time on the clock's own time counts, if nothing else holds it. */
    private void flowFrom(Instant realMoment) {
        flowsSince = realMoment;
        flowsFrom = super.instant();
    }

    private void catchUp() {
        Instant real = realTime.instant();
        forgetTheSilent(real);
        if (!flows()) return;
        double passed = Duration.between(flowsSince, real).toNanos() * flow;
        show(flowsFrom.plusNanos((long) Math.min(9e18, passed)));
    }

    /** The clock flows from the moment at which the last lease ended, whenever that is noticed. */
    private void forgetTheSilent(Instant real) {
        if (lastHeard.isEmpty()) return;
        Instant lastEnd = Collections.max(lastHeard.values()).plus(LEASE);
        lastHeard.values().removeIf(heard -> !heard.plus(LEASE).isAfter(real));
        if (lastHeard.isEmpty()) flowFrom(lastEnd);
    }
}
