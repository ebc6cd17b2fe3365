package io.vastctl.provision;

import io.vastctl.memory.Journal.Entry;
import java.util.OptionalLong;

/**
 * What may be running although nobody wants it.
 *
 * @param instanceId empty if it was never seen
 * @param dollarsPerHour USD per hour while it runs
 * @param evidence what is known of it, one line
 */
public record Leftover(String label, OptionalLong instanceId, double dollarsPerHour, String evidence) {

    static Leftover of(Entry entry, OptionalLong instanceId, String evidence) {
        return new Leftover(
                entry.label(),
                instanceId.isPresent() ? instanceId : entry.instanceId(),
                entry.intent().dollarsPerHour(),
                evidence);
    }
}
