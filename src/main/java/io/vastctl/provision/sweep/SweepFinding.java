package io.vastctl.provision.sweep;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.provision.LaterLook;
import java.util.Optional;

/** What one good listing says about one rental of the journal, or about an instance that is not in it. */
public sealed interface SweepFinding {

    /** A create of a dead process that was never noted as answered: the instance exists. */
    record Adopt(Entry entry, Instance instance) implements SweepFinding {}

    /** A create of a dead process that this listing does not show. */
    record CloseAbsent(Entry entry) implements SweepFinding {}

    /** A rental nobody is at work on, or a kept one, that this listing does not show any more. */
    record CloseGone(Entry entry) implements SweepFinding {}

    /** A living rental whose purpose died with its process, or that should have gone. */
    record Orphan(Entry entry, Instance instance) implements SweepFinding {
        /** Comes after "instance N ". */
        String why() {
            return switch (entry.state()) {
                case LEAKED, UNKNOWN -> "was never proven gone";
                case RETURNED -> LaterLook.CAME_BACK;
                default -> "was left by a process that died";
            };
        }
    }

    /** A rental that was proven gone or absent, and is there. */
    record Returned(Entry entry, Instance instance) implements SweepFinding {}

    /** Kept on purpose, and its lease has run out. */
    record Overdue(Entry entry, Instance instance) implements SweepFinding {}

    /** Kept on purpose. */
    record Kept(Entry entry, Instance instance) implements SweepFinding {}

    /** Its owner lives and looks after it. */
    record Alive(Entry entry, Optional<Instance> instance) implements SweepFinding {}

    /** Not ours. */
    record Foreign(Instance instance) implements SweepFinding {}

    /** Looks like ours, but label and journal do not agree, so nobody touches it. */
    record OursUnknown(Instance instance, String why) implements SweepFinding {}
}
