package io.vastctl.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether the process behind an owner row can still be at work.
 *
 * @param host this host, in the words of {@link OwnerRow#host}
 * @param processes of this host
 */
public record Liveness(String host, Processes processes) {

    /** How often an owner gives a sign of life. */
    public static final Duration BEAT = Duration.ofSeconds(5);
    /** How long a sign of life counts. */
    public static final Duration VALID = Duration.ofSeconds(60);
    /** The same on a server: it may hang, hand over to another one, or be cut off for a while, and nobody be dead. */
    public static final Duration VALID_ON_SERVER = Duration.ofMinutes(5);

    /** As {@link #isDead(OwnerRow, Instant, Instant)}, where a sign of life can be written at any time. */
    public boolean isDead(OwnerRow owner, Instant wallNow) {
        return isDead(owner, wallNow, Instant.EPOCH);
    }

    /**
     * Dead once it said so, once this very host has no such process any more, or once its last sign of life is
     * too old; one from the future is as worthless, because the clock was set back since.
     *
     * @param wallNow by the wall clock
     * @param upSince since when the server could have been told one, by the same clock: silence counts from there; the
     *     epoch where there is no server
     */
    public boolean isDead(OwnerRow owner, Instant wallNow, Instant upSince) {
        Instant heard = owner.heartbeat().isBefore(upSince) ? upSince : owner.heartbeat();
        Duration valid = upSince.equals(Instant.EPOCH) ? VALID : VALID_ON_SERVER;
        return isProvenDead(owner) || Duration.between(heard, wallNow).abs().compareTo(valid) > 0;
    }

    /** Dead beyond doubt: it said so, or this very host has no such process any more. Silence proves nothing. */
    public boolean isProvenDead(OwnerRow owner) {
        return owner.endedAt().isPresent() || (isHere(owner) && !isRunning(owner));
    }

    private boolean isHere(OwnerRow owner) {
        return !host.isEmpty() && host.equals(owner.host());
    }

    private boolean isRunning(OwnerRow owner) {
        Optional<String> start = processes.startOf(owner.pid());
        if (start.isEmpty()) return false;
        boolean toldBoth = !start.get().isEmpty() && !owner.processStart().isEmpty();
        return !toldBoth || start.get().equals(owner.processStart());
    }
}
