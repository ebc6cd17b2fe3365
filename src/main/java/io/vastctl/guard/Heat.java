package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How hot a machine counts, and what is remembered for that: how long, and how fast it rises.
 *
 * @param level what counts, after the sustained time and the hysteresis; once critical it stays so
 * @param seen what the last reading showed by itself
 * @param warmSince since when all readings were warm or worse
 * @param hotSince since when all readings were hot or worse
 * @param easedSince since when all readings were below the level by the hysteresis
 * @param headroom degrees C to the critical limit at the last reading; empty if there was none yet
 * @param celsius the hottest chip or memory then; empty if the cards tell only margins
 * @param risePerMinute degrees C per minute towards the critical limit, between the last two readings
 * @param readAt when the last reading came
 * @param lost whether the last look brought none
 */
public record Heat(
        HeatLevel level,
        HeatLevel seen,
        Optional<Instant> warmSince,
        Optional<Instant> hotSince,
        Optional<Instant> easedSince,
        OptionalDouble headroom,
        OptionalDouble celsius,
        double risePerMinute,
        Optional<Instant> readAt,
        boolean lost) {

    /** Of a machine that was not looked at yet. */
    public static final Heat UNKNOWN = new Heat(
            HeatLevel.COOL,
            HeatLevel.COOL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            Optional.empty(),
            false);

    /** Two readings further apart than that tell no rate. */
    private static final Duration STALE = Duration.ofMinutes(10);

    /**
     * The memory after one more look.
     *
     * <p>Telemetry that is lost on a machine whose last reading was hot counts as one more hot reading, and as critical
     * if the machine was rising fast. On a cool machine it changes nothing. A look in which no card tells a
     * temperature counts as lost.
     */
    public static Heat next(Heat before, Telemetry telemetry, ThermalRules rules, Instant now) {
        if (!(telemetry instanceof Telemetry.Read read)) return before.withoutReading(rules, now);
        Optional<Warmth> warmth = Warmth.of(read, rules);
        return warmth.isEmpty() ? before.withoutReading(rules, now) : before.with(warmth.get(), rules, now);
    }

    /** All remembered moments moved along with a clock that jumped. */
    public Heat moved(Duration jump) {
        return new Heat(
                level,
                seen,
                warmSince.map(since -> Moments.moved(since, jump)),
                hotSince.map(since -> Moments.moved(since, jump)),
                easedSince.map(since -> Moments.moved(since, jump)),
                headroom,
                celsius,
                risePerMinute,
                readAt.map(since -> Moments.moved(since, jump)),
                lost);
    }

    private Heat with(Warmth warmth, ThermalRules rules, Instant now) {
        double rise = rise(warmth.headroom(), now);
        boolean soon = rise >= rules.fastRise()
                && warmth.headroom() <= rise * rules.foresight().toSeconds() / 60;
        HeatLevel now1 = warmth.level() == HeatLevel.WARM && soon ? HeatLevel.HOT : warmth.level();
        Heat read = new Heat(
                level,
                now1,
                since(warmSince, now1.atLeast(HeatLevel.WARM), now),
                since(hotSince, now1.atLeast(HeatLevel.HOT), now),
                easedSince,
                OptionalDouble.of(warmth.headroom()),
                warmth.celsius(),
                rise,
                Optional.of(now),
                false);
        return read.settled(HeatLevel.hotter(warmth.eased(), now1), soon, rules, now);
    }

    private Heat withoutReading(ThermalRules rules, Instant now) {
        boolean wasHot = seen.atLeast(HeatLevel.HOT) || level.atLeast(HeatLevel.HOT);
        boolean wasRising = risePerMinute >= rules.fastRise();
        HeatLevel assumed = wasHot && wasRising ? HeatLevel.CRITICAL : seen;
        Heat unread = new Heat(
                level, assumed, warmSince, hotSince, Optional.empty(), headroom, celsius, risePerMinute, readAt, true);
        return unread.settled(HeatLevel.hotter(level, assumed), false, rules, now);
    }

    /** From what was seen to what counts. */
    private Heat settled(HeatLevel eased, boolean soon, ThermalRules rules, Instant now) {
        HeatLevel risen = risen(soon, rules, now);
        if (level == HeatLevel.CRITICAL || risen.atLeast(level))
            return at(HeatLevel.hotter(level, risen), Optional.empty());
        if (eased.atLeast(level)) return at(level, Optional.empty());
        Instant since = easedSince.orElse(now);
        return Moments.lasted(since, rules.coolFor(), now)
                ? at(HeatLevel.hotter(risen, eased), Optional.empty())
                : at(level, Optional.of(since));
    }

    private HeatLevel risen(boolean soon, ThermalRules rules, Instant now) {
        if (seen == HeatLevel.CRITICAL) return HeatLevel.CRITICAL;
        boolean hot = hotSince.filter(since -> soon || Moments.lasted(since, rules.hotFor(), now))
                .isPresent();
        if (hot) return HeatLevel.HOT;
        boolean warm = warmSince
                .filter(since -> Moments.lasted(since, rules.warmFor(), now))
                .isPresent();
        return warm ? HeatLevel.WARM : HeatLevel.COOL;
    }

    private Heat at(HeatLevel counted, Optional<Instant> eased) {
        return new Heat(counted, seen, warmSince, hotSince, eased, headroom, celsius, risePerMinute, readAt, lost);
    }

    private double rise(double headroomNow, Instant now) {
        if (headroom.isEmpty() || readAt.isEmpty()) return 0;
        Duration span = Moments.between(readAt.get(), now);
        if (span.toSeconds() < 1 || span.compareTo(STALE) > 0) return 0;
        return (headroom.getAsDouble() - headroomNow) * 60 / span.toSeconds();
    }

    private static Optional<Instant> since(Optional<Instant> before, boolean still, Instant now) {
        return still ? before.or(() -> Optional.of(now)) : Optional.empty();
    }

    /** For people: the level and what it is measured by. */
    String describe() {
        String degrees = celsius.isPresent() ? Phrases.celsius(celsius.getAsDouble()) : "no temperature told";
        String left =
                headroom.isPresent() ? ", " + Phrases.celsius(headroom.getAsDouble()) + " to the critical limit" : "";
        String rising = risePerMinute >= 1 ? ", rising by " + Phrases.celsius(risePerMinute) + " a minute" : "";
        return degrees + left + rising + (lost ? ", telemetry lost since" : "");
    }
}
