package io.vastctl.cli;

import io.vastctl.guard.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps a matter that comes and goes from being told again and again. The same matter is one with the same subject and
 * urgency whose text differs in numbers alone.
 */
public final class Freshness {

    /** For so long the same is not told again. */
    public static final Duration QUIET = Duration.ofMinutes(15);

    private static final Pattern NUMBERS = Pattern.compile("\\d+(?:[.,]\\d+)*");

    private final InstantSource clock;
    private final Map<String, Instant> told = new HashMap<>();

    public Freshness(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it is to be told now; then it counts as told. */
    public synchronized boolean isNew(Action.Tell what) {
        Instant now = clock.instant();
        // A clock that was set back must not silence anything.
        told.values().removeIf(at -> at.isAfter(now) || !now.isBefore(at.plus(QUIET)));
        return told.putIfAbsent(matter(what), now) == null;
    }

    /** It was told just now, by somebody else. */
    public synchronized void knows(Action.Tell what) {
        told.put(matter(what), clock.instant());
    }

    private static String matter(Action.Tell what) {
        return what.urgency() + " " + what.subject() + " "
                + NUMBERS.matcher(what.text()).replaceAll("0");
    }
}
