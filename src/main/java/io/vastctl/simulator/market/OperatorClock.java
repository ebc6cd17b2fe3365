package io.vastctl.simulator.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of the operator's computer. Under {@code clock-jumps} it is wrong for a while: as often behind as ahead, by
 * two minutes to two hours.
 */
public final class OperatorClock extends Clock {

    private static final double LEAST_SECONDS = 120;
    private static final double MOST_SECONDS = 7_200;

    private final MarketTime time;
    private final FaultBook faults;

    /** Of a computer beside that market. */
    public OperatorClock(MarketTime time, FaultBook faults) {
        this.time = time;
        this.faults = faults;
    }

    @Override
    public Instant instant() {
        Instant real = time.instant();
        return real.plus(wrong(real));
    }

    /** How far it is ahead of the market's; below zero where it is behind. */
    private Duration wrong(Instant at) {
        return faults.jump(at)
                .map(dice -> MarketTime.seconds(
                        (dice < 0.5 ? -1 : 1) * (LEAST_SECONDS + (MOST_SECONDS - LEAST_SECONDS) * (dice * 2 % 1))))
                .orElse(Duration.ZERO);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Its zone is UTC whatever is asked for. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
