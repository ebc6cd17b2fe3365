package io.vastctl.simulator.market;

import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The market's clock, which is also the tool's clock. It stands still unless somebody sleeps on it or the
 * market takes time for an answer, so the same seed gives the same run to the millisecond, however fast the
 * computer is. Real time passes alongside, {@code speed} times shorter, for the people who watch.
 *
 * <p>Safe for several threads. Two threads that sleep at once each move the clock, so both wake early in
 * real time, never early on the clock.
 *
 * <p>{@link ServedTime} is the same clock for a market that strangers use: it also flows by itself.
 */
public sealed class MarketTime extends Clock implements Sleeper permits ServedTime {

    /** Simulated seconds per real second when nobody says otherwise. */
    public static final double DEFAULT_SPEED = 100;

    private static final Duration SLICE = Duration.ofMillis(50);

    private final double speed;
    private final Sleeper real;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private Instant now;

    /**
     * A clock for people who watch.
     *
     * @param speed simulated seconds per real second, above 0
     */
    public MarketTime(Instant start, double speed) {
        this(start, speed, Sleeper.REAL);
    }

    /**
     * The same with its own real time.
     *
     * @param real how real time passes; one that returns at once plays runs as fast as the computer can
     */
    public MarketTime(Instant start, double speed, Sleeper real) {
        requireSpeed(speed);
        this.now = start;
        this.speed = speed;
        this.real = real;
    }

    static void requireSpeed(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("the speed must be a number above 0, not " + speed);
        }
    }

    /** That many seconds, to the millisecond. */
    public static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Runs after each move of the clock, on the thread that moved it. */
    public void onMove(Runnable listener) {
        listeners.add(listener);
    }

    /** Moves the clock in small steps, so that somebody who watches sees it move. */
    @Override
    public final void sleep(Duration duration) throws InterruptedException {
        sleepUntil(instant().plus(duration));
    }

    /** The same up to a moment; returns at once if that is past. */
    public void sleepUntil(Instant end) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        Duration step = slice(speed);
        for (Instant at = instant(); at.isBefore(end); at = instant()) {
            Duration left = Duration.between(at, end);
            Duration slice = left.compareTo(step) < 0 ? left : step;
            real.sleep(realTime(slice));
            moveTo(earlier(at.plus(slice), end));
        }
    }

    /** The market takes that long. An interrupt stays pending and cuts only the real wait short. */
    public void advance(Duration duration) {
        letPass(realTime(duration));
        synchronized (lock) {
            now = now.plus(duration);
        }
        tell();
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            return now;
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The market has one time; its zone is UTC whatever is asked for. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private void moveTo(Instant to) {
        show(to);
        tell();
    }

    /** Sets the clock, never back, and tells nobody. */
    final void show(Instant to) {
        synchronized (lock) {
            if (to.isAfter(now)) now = to;
        }
    }

    /** Lets real time pass; an interrupt stays pending and cuts it short. */
    final void letPass(Duration realTime) {
        try {
            real.sleep(realTime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final void tell() {
        listeners.forEach(Runnable::run);
    }

    /**
     * The steps in which a sleeper moves a clock of that speed: a moment of real time each, on the clock at
     * least a millisecond, at most some months.
     */
    public static Duration slice(double speed) {
        return Duration.ofNanos(Math.max(1_000_000, (long) Math.min(9e15, SLICE.toNanos() * speed)));
    }

    private Duration realTime(Duration simulated) {
        return Duration.ofMillis((long) (simulated.toMillis() / speed));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
