package io.vastctl.vast;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether a failed call is worth another try, and after how long.
 *
 * @param maxTries tries in all, the first included
 * @param first the wait after the first failure; it doubles from there
 * @param longest no wait of ours exceeds it
 */
record RetryPolicy(int maxTries, Duration first, Duration longest) {

    static final RetryPolicy STANDARD = new RetryPolicy(6, Duration.ofSeconds(2), Duration.ofSeconds(30));

    /** Above the server's own number, because it measures arrival and we measure departure. */
    private static final double MARGIN = 1.1;

    /**
     * The wait before the next try; empty to give up. A create is never tried again: it may have rented.
     * Others that are more when made twice only where the refusal says that nothing was done.
     *
     * @param tries how many were made
     * @param jitter 0 to 1, so that several processes do not return in step
     */
    Optional<Duration> waitAfter(int tries, CallKind kind, Refusal refusal, double jitter) {
        if (kind.repeat() == Repeat.NEVER || tries >= most(kind) || !mayPass(kind, refusal)) return Optional.empty();
        Duration backoff = scaled(doubled(tries), 0.5 + 0.5 * jitter);
        if (refusal.pause().isEmpty()) return Optional.of(backoff);
        Duration named = scaled(refusal.pause().get(), MARGIN + 0.2 * jitter);
        // The first time the server's number is enough; when it was not, our own growing wait counts too.
        return Optional.of(tries > 1 && backoff.compareTo(named) > 0 ? backoff : named);
    }

    /** Nobody waits for a bill; it is asked for again another time. */
    private int most(CallKind kind) {
        return kind == CallKind.CHARGES ? Math.min(2, maxTries) : maxTries;
    }

    private static boolean mayPass(CallKind kind, Refusal refusal) {
        return switch (refusal.problem()) {
            case THROTTLED, TRANSPORT -> true;
            case SERVER -> kind.repeat() == Repeat.ALWAYS && passes(kind, refusal.status());
            default -> false;
        };
    }

    /** Only these three; a plain 500 is the same answer next time. A box that goes on billing is worth any try. */
    private static boolean passes(CallKind kind, int status) {
        boolean insistent = kind == CallKind.DESTROY || kind == CallKind.STOP;
        return insistent ? status >= 500 : status >= 502 && status <= 504;
    }

    private Duration doubled(int tries) {
        Duration wait = first;
        for (int i = 1; i < tries && wait.compareTo(longest) < 0; i++) wait = wait.multipliedBy(2);
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.round(duration.toMillis() * factor));
    }
}
