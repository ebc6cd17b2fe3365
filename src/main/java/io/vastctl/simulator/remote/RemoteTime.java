package io.vastctl.simulator.remote;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The clock of a served market, asked for over HTTP, and a sleeper that moves it. Safe for several threads.
 *
 * <p>When the market answers no more, its clock goes on here, as that of a market in this process would:
 * then the work ends as with a real marketplace that went away, by retries and deadlines, and without a hang.
 */
final class RemoteTime extends Clock implements Sleeper {

    static final String CLOCK = "/simulator/clock";

    private final Backdoor market;
    private final double ledSpeed;
    private final Sleeper real;
    private volatile Instant lastSeen;
    private volatile Optional<MarketTime> own = Optional.empty();

    /**
     * @param begin the market's time as last seen
     * @param real lets real time pass once the market is gone
     */
    RemoteTime(Backdoor market, ClockReading begin, Sleeper real) {
        this.market = market;
        this.ledSpeed = begin.ledSpeed();
        this.lastSeen = begin.now();
        this.real = real;
    }

    @Override
    public Instant instant() {
        if (own.isPresent()) return own.get().instant();
        try {
            return seen(ClockReading.of(market.get(CLOCK)));
        } catch (IOException e) {
            return onOurOwn().instant();
        }
    }

    /** In steps of a moment of real time each, so that an interrupt soon ends it. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        Instant now = instant();
        Instant end = now.plus(duration);
        Duration step = shorter(MarketTime.slice(ledSpeed), Duration.ofDays(1));
        while (now.isBefore(end) && own.isEmpty()) {
            now = moveTo(now.plus(shorter(step, Duration.between(now, end))));
            if (Thread.interrupted()) throw new InterruptedException();
        }
        if (own.isPresent()) own.get().sleepUntil(end);
    }

    private Instant moveTo(Instant moment) {
        try {
            return seen(ClockReading.of(market.post(
                    CLOCK + "/sleep", JsonNodeFactory.instance.objectNode().put("until", moment.toString()))));
        } catch (IOException e) {
            return onOurOwn().instant();
        }
    }

    private Instant seen(ClockReading reading) {
        lastSeen = reading.now();
        return reading.now();
    }

    private synchronized MarketTime onOurOwn() {
        if (own.isEmpty()) own = Optional.of(new MarketTime(lastSeen, ledSpeed, real));
        return own.get();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
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
}
