package io.vastctl.evaluation;

import io.vastctl.endpoint.Wire;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.readiness.EndpointCheck.Knock;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Kills one guard at a place of its tick, as {@code kill -9} does: from then on nothing of it has any effect or takes time. */
final class Doom implements Checkpoint {

    /** Nobody catches it but who plays. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** A place that does not come in that time is no better than any other. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Clock clock;
    private final Instant when;
    private final Point where;
    private boolean dead;

    /**
     * @param when after that moment, at the first place of that kind, or at any if none comes soon; {@link Instant#MAX}
     *     for never
     */
    Doom(Clock clock, Instant when, Point where) {
        this.clock = clock;
        this.when = when;
        this.where = where;
    }

    @Override
    public void reached(Point point) {
        requireAlive();
        Instant now = clock.instant();
        if (now.isAfter(when) && (point == where || Duration.between(when, now).compareTo(LONGEST_WAIT) > 0)) {
            dead = true;
            throw new Killed();
        }
    }

    @Override
    public void beside(Runnable work) {
        try {
            work.run();
        } catch (Killed e) {
            dead = true;
        }
    }

    private void requireAlive() {
        if (dead) throw new Killed();
    }

    Sleeper over(Sleeper sleeper) {
        return duration -> {
            requireAlive();
            sleeper.sleep(duration);
        };
    }

    Wire over(Wire wire) {
        return new Wire() {
            @Override
            public Reply carry(Letter letter) throws IOException {
                requireAlive();
                return wire.carry(letter);
            }

            @Override
            public Knock knock(int port) {
                requireAlive();
                return wire.knock(port);
            }
        };
    }
}
