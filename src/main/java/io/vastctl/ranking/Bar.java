package io.vastctl.ranking;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the blacklist.
 *
 * @param wholeHost whether {@code id} is a host; otherwise it is a machine
 * @param id machine or host
 * @param hostId the host of a barred machine, 0 if unknown; the same as {@code id} for a host
 * @param automatic whether a failure put it there, not a person
 * @param soft whether that failure is no strike: a stall or a used-up quota, which says nothing about the host
 * @param cause stable short name of the failure, or the person's words
 * @param expiresAt the instant from which it no longer counts; empty for never
 * @param workload the only workload it concerns, as {@link io.vastctl.workload.Workload#barredAs} says it; empty for all
 */
public record Bar(
        boolean wholeHost,
        long id,
        long hostId,
        boolean automatic,
        boolean soft,
        String cause,
        Optional<Instant> expiresAt,
        Optional<String> workload) {

    /** Whether it counts towards a bar of the whole host. */
    boolean speaksOfTheHost() {
        return automatic && !soft && workload.isEmpty() && hostId > 0;
    }

    boolean isActive(Instant now) {
        return expiresAt.isEmpty() || expiresAt.get().isAfter(now);
    }

    boolean concerns(String barredAs) {
        return workload.isEmpty() || workload.get().equals(barredAs);
    }
}
