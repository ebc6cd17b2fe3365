package io.vastctl.memory;

import java.time.Instant;
import java.util.Optional;

/**
 * Which runs to list.
 *
 * @param since only runs that started then or later
 * @param outcome only runs with this outcome, {@code unfinished} included
 * @param limit at most so many, the newest
 */
public record RunFilter(Optional<Instant> since, Optional<String> outcome, int limit) {

    public static RunFilter newest(int limit) {
        return new RunFilter(Optional.empty(), Optional.empty(), limit);
    }
}
