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
 * @param slowLooks slow good looks in a row, in speed or in the time to the first token
 * @param delay how long the first token takes; empty while unknown
 */
public record Health(
        int misses,
        Optional<Instant> failingSince,
        Optional<Instant> lastGood,
        String why,
        int goods,
        double baseline,
        double speed,
        int slowLooks,
        Optional<Delay> delay) {

    /**
     * The time to the first token.
     *
     * @param goods good looks that taught it
     * @param usual seconds it usually takes
     * @param latest seconds at the last good look
     */
    public record Delay(int goods, double usual, double latest) {}

    /** Of an endpoint whose time to the first token is not known. */
    public Health(
            int misses,
            Optional<Instant> failingSince,
            Optional<Instant> lastGood,
            String why,
            int goods,
            double baseline,
            double speed,
            int slowLooks) {
        this(misses, failingSince, lastGood, why, goods, baseline, speed, slowLooks, Optional.empty());
    }

    /** Of an endpoint that was not asked yet. */
    public static final Health UNKNOWN = new Health(0, Optional.empty(), Optional.empty(), "", 0, 0, 0, 0);

    /** So many looks make the first baseline; later ones move it little. */
    static final int LEARNING = 10;

    private static final int MOST = 1_000_000;

    /** The memory after one more look. Only good looks that are not slow move the baseline. */
    public static Health next(Health before, Answer answer, HealthRules rules, Instant now) {
        if (answer instanceof Answer.Bad bad) return before.missed(bad.why(), now);
        return answer instanceof Answer.Good good ? before.answered(good, rules, now) : before;
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
                slowLooks,
                delay);
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
                slowLooks,
                delay);
    }

    private Health answered(Answer.Good answer, HealthRules rules, Instant now) {
        double told = answer.tokensPerSecond();
        boolean tellsSpeed = told > 0 && told < 1e6;
        Optional<Double> seconds = seconds(answer.latency());
        boolean slow = (tellsSpeed && goods >= LEARNING && told < baseline * rules.slowBelow())
                || seconds.filter(first -> late(first, rules)).isPresent();
        Optional<Delay> first = seconds.map(latest -> learned(latest, slow)).or(() -> delay);
        double current = tellsSpeed ? told : speed;
        if (slow) return good(now, goods, baseline, current, Math.min(slowLooks, MOST) + 1, first);
        boolean fine = tellsSpeed
                || first.filter(known -> known.goods() >= LEARNING && seconds.isPresent())
                        .isPresent();
        int left = fine ? 0 : slowLooks;
        if (!tellsSpeed) return good(now, goods, baseline, speed, left, first);
        int more = Math.min(goods + 1, 5 * LEARNING);
        return good(now, more, baseline + (told - baseline) / more, told, left, first);
    }

    /** A time that is none, or longer than anybody waits, teaches nothing. */
    private static Optional<Double> seconds(Duration latency) {
        boolean some = !latency.isZero() && !latency.isNegative() && latency.compareTo(Duration.ofDays(1)) < 0;
        return some ? Optional.of(latency.toNanos() / 1e9) : Optional.empty();
    }

    private boolean late(double seconds, HealthRules rules) {
        return rules.lateness()
                .filter(rule -> delay.filter(
                                known -> known.goods() >= LEARNING && seconds > known.usual() * rule.times())
                        .isPresent())
                .filter(rule -> seconds > rule.least().toNanos() / 1e9)
                .isPresent();
    }

    private Delay learned(double seconds, boolean slow) {
        Delay known = delay.orElse(new Delay(0, 0, 0));
        if (slow) return new Delay(known.goods(), known.usual(), seconds);
        int more = Math.min(Math.max(0, known.goods()) + 1, 5 * LEARNING);
        return new Delay(more, known.usual() + (seconds - known.usual()) / more, seconds);
    }

    private Health good(Instant now, int learned, double usual, double current, int slow, Optional<Delay> first) {
        return new Health(0, Optional.empty(), Optional.of(now), "", learned, usual, current, slow, first);
    }
}
