package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How well an endpoint has answered, measured against itself.
 *
 * @param misses bad looks in a row
 * @param failingSince the first of them
 * @param lastGood the last good one; empty if none yet
 * @param why what the last bad look said; empty if the last was good
 * @param goods good looks that told a speed, up to where the number no longer matters
 * @param baseline tokens per second it usually does; 0 while unknown
 * @param speed tokens per second at the last good look; 0 while unknown
 * @param slowLooks slow good looks in a row
 */
public record Health(
        int misses,
        Optional<Instant> failingSince,
        Optional<Instant> lastGood,
        String why,
        int goods,
        double baseline,
        double speed,
        int slowLooks) {

    /** Of an endpoint that was not asked yet. */
    public static final Health UNKNOWN = new Health(0, Optional.empty(), Optional.empty(), "", 0, 0, 0, 0);

    /** So many looks make the first baseline; later ones move it little. */
    static final int LEARNING = 10;

    private static final int MOST = 1_000_000;

    /** The memory after one more look. Only good looks that are not slow move the baseline. */
    public static Health next(Health before, Answer answer, HealthRules rules, Instant now) {
        if (answer instanceof Answer.Bad bad) return before.missed(bad.why(), now);
        return answer instanceof Answer.Good good ? before.answered(good.tokensPerSecond(), rules, now) : before;
    }

    /** All remembered moments moved along with a clock that jumped. */
    public Health moved(Duration jump) {
        return new Health(
                misses,
                failingSince.map(since -> Moments.moved(since, jump)),
                lastGood.map(since -> Moments.moved(since, jump)),
                why,
                goods,
                baseline,
                speed,
                slowLooks);
    }

    private Health missed(String reason, Instant now) {
        return new Health(
                Math.min(misses, MOST) + 1,
                failingSince.or(() -> Optional.of(now)),
                lastGood,
                reason,
                goods,
                baseline,
                speed,
                slowLooks);
    }

    private Health answered(double tokensPerSecond, HealthRules rules, Instant now) {
        if (!(tokensPerSecond > 0 && tokensPerSecond < 1e6)) return good(now, goods, baseline, speed, slowLooks);
        boolean slow = goods >= LEARNING && tokensPerSecond < baseline * rules.slowBelow();
        if (slow) return good(now, goods, baseline, tokensPerSecond, Math.min(slowLooks, MOST) + 1);
        int more = Math.min(goods + 1, 5 * LEARNING);
        return good(now, more, baseline + (tokensPerSecond - baseline) / more, tokensPerSecond, 0);
    }

    private Health good(Instant now, int learned, double usual, double current, int slow) {
        return new Health(0, Optional.empty(), Optional.of(now), "", learned, usual, current, slow);
    }
}
