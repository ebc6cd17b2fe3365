package io.vastctl.provision;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import java.util.OptionalLong;

/**
 * What may be running although nobody wants it.
 *
 * @param instanceId empty if it was never seen
 * @param dollarsPerHour USD per hour while it runs
 * @param evidence what is known of it, one line
 * @param kept whether it was kept on purpose, so that only an order for this very instance ends it
 */
public record Leftover(String label, OptionalLong instanceId, double dollarsPerHour, String evidence, boolean kept) {

    /** What the journal has open of a rental. */
    public static Leftover of(Entry entry, String evidence) {
        return of(entry, OptionalLong.empty(), evidence);
    }

    public static Leftover of(Entry entry, OptionalLong instanceId, String evidence) {
        return new Leftover(
                entry.label(),
                instanceId.isPresent() ? instanceId : entry.instanceId(),
                entry.intent().dollarsPerHour(),
                evidence,
                entry.state() == State.KEPT);
    }
}
