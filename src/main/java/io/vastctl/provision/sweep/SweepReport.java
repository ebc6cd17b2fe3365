package io.vastctl.provision.sweep;

import io.vastctl.provision.Leftover;
import io.vastctl.provision.Settled;
import java.util.List;
import java.util.Optional;

/**
 * What one sweep came to.
 *
 * @param findings of the last good listing; empty where nothing had to be looked at
 * @param settled what was closed, adopted or destroyed
 * @param leftovers what may be running although nobody wants it
 * @param trouble why nothing could be settled, one line
 */
public record SweepReport(
        List<SweepFinding> findings, List<Settled> settled, List<Leftover> leftovers, Optional<String> trouble) {

    public SweepReport {
        findings = List.copyOf(findings);
        settled = List.copyOf(settled);
        leftovers = List.copyOf(leftovers);
    }

    /** Whether money may go on being spent without anybody wanting it. */
    public boolean mayStillRun() {
        return !leftovers.isEmpty();
    }
}
