package io.vastctl.evaluation;

import io.vastctl.endpoint.Wire;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.readiness.EndpointCheck.Knock;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
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

    private final Clock clock;
    private final Instant when;
    private final Point where;
    private boolean dead;

    /** @param when after that moment, at the first place of that kind; {@link Instant#MAX} for never */
    Doom(Clock clock, Instant when, Point where) {
        this.clock = clock;
        this.when = when;
        this.where = where;
    }

    @Override
    public void reached(Point point) {
        requireAlive();
        if (point == where && clock.instant().isAfter(when)) {
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
