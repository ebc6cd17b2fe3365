package io.vastctl.cli;

import io.vastctl.cli.text.Words;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a table shows times.
 *
 * @param asked absolute or relative; null for what suits the reader
 * @param watched whether somebody reads it now, on a terminal; what is kept is read later, when "3 min ago" says nothing
 */
public record Times(@Nullable Form asked, boolean watched, Instant now) {

    /** The values of {@code --time}. */
    public enum Form {
        absolute,
        relative
    }

    /** Absolute where it is kept. */
    public static Times kept(Instant now) {
        return new Times(null, false, now);
    }

    /** A moment that is past: {@code 2026-11-22 11:05}, or {@code 3 min ago}. */
    public String past(Instant at) {
        boolean relative = asked == null ? watched : asked == Form.relative;
        return relative ? Words.duration(Duration.between(at, now)) + " ago" : Words.moment(at);
    }

    /** How long something has been there: {@code 3 min}, or since when. */
    public String age(Duration age) {
        return asked == Form.absolute ? Words.moment(now.minus(age)) : Words.duration(age);
    }

    /** How long something will be there: {@code 3 min}, or until when. */
    public String left(Duration left) {
        return asked == Form.absolute ? Words.moment(now.plus(left)) : Words.duration(left);
    }
}
