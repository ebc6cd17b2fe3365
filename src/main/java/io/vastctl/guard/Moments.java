package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;

/** Arithmetic on moments that never throws: what no clock can show counts as the nearest that one can. */
final class Moments {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9000-01-01T00:00:00Z");

    private Moments() {}

    static Instant onCalendar(Instant instant) {
        if (instant.isBefore(FIRST)) return FIRST;
        return instant.isAfter(LAST) ? LAST : instant;
    }

    /** From one to the other; nothing if the second comes first, as after a clock was set back. */
    static Duration between(Instant since, Instant now) {
        Duration span = Duration.between(onCalendar(since), onCalendar(now));
        return span.isNegative() ? Duration.ZERO : span;
    }

    static boolean lasted(Instant since, Duration least, Instant now) {
        return between(since, now).compareTo(least) >= 0;
    }

    static Instant after(Instant instant, Duration span) {
        Instant start = onCalendar(instant);
        // Counted in seconds: between far moments a Duration would first try nanoseconds, and fail slowly.
        long left = LAST.getEpochSecond() - start.getEpochSecond();
        return span.toSeconds() >= left ? LAST : onCalendar(start.plus(span));
    }

    /** So many hours later; infinitely many are the last moment there is. */
    static Instant afterHours(Instant instant, double hours) {
        double seconds = hours * 3600;
        if (!(seconds > 0)) return onCalendar(instant);
        return seconds > 1e11 ? LAST : after(instant, Duration.ofSeconds((long) (seconds + 1e-6)));
    }

    static Instant moved(Instant moment, Duration jump) {
        if (!jump.isNegative()) return after(moment, jump);
        Duration back = Duration.between(FIRST, onCalendar(moment));
        return jump.abs().compareTo(back) > 0 ? FIRST : onCalendar(moment).plus(jump);
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static double hours(Duration span) {
        return span.toSeconds() / 3600.0;
    }
}
