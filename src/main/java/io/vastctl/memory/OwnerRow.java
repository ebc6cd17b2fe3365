package io.vastctl.memory;

import java.time.Instant;
import java.util.Optional;

/**
 * One process that rents or looks after rentals. All times are wall time.
 *
 * @param host names one machine since one boot, process numbers included; empty if that cannot be told
 * @param processStart tells the process from others that had its number, see {@link Processes#startOf}
 * @param command such as {@code test}
 * @param heartbeat the last sign of life
 * @param endedAt when it ended by itself, or another process took its rentals over
 */
public record OwnerRow(
        String ownerId,
        String host,
        long pid,
        String processStart,
        String command,
        Instant startedAt,
        Instant heartbeat,
        Optional<Instant> endedAt) {}
