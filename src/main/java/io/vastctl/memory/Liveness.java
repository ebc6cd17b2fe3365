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

    /** As {@link #isDead(OwnerRow, Instant, Instant)}, where a sign of life can be written at any time. */
    public boolean isDead(OwnerRow owner, Instant wallNow) {
        return isDead(owner, wallNow, Instant.EPOCH);
    }

    /**
     * Dead once it said so, once this very host has no such process any more, or once its last sign of life is
     * too old; one from the future is as worthless, because the clock was set back since.
     *
     * @param wallNow by the wall clock
     * @param upSince since when it could have given one, by the same clock: silence counts from there
     */
    public boolean isDead(OwnerRow owner, Instant wallNow, Instant upSince) {
        Instant heard = owner.heartbeat().isBefore(upSince) ? upSince : owner.heartbeat();
        return isProvenDead(owner) || Duration.between(heard, wallNow).abs().compareTo(VALID) > 0;
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
