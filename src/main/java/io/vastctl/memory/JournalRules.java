package io.vastctl.memory;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/** Which step may follow which in the journal. Pure. */
final class JournalRules {

    private JournalRules() {}

    /**
     * @param instanceId what the step says of the instance's number; empty if nothing
     * @throws IllegalStateException if the step does not follow from what is recorded
     */
    static void requireLegal(Entry entry, State to, OptionalLong instanceId) {
        boolean contradicts =
                instanceId.isPresent() && entry.instanceId().isPresent() && !instanceId.equals(entry.instanceId());
        boolean absentYetSeen = to == State.ABSENT && entry.instanceId().isPresent();
        boolean unseen =
                isOfAnInstance(to) && instanceId.isEmpty() && entry.instanceId().isEmpty();
        if (contradicts || absentYetSeen || unseen) throw refused(entry, to, instanceId);
        requireFollows(entry, to);
    }

    /** @throws IllegalStateException if the state cannot be reached from that of the entry */
    static void requireFollows(Entry entry, State to) {
        boolean again = entry.state() == to && to != State.RETURNED;
        if (!again && !before(to).contains(entry.state())) throw refused(entry, to, OptionalLong.empty());
    }

    /** Whether the state says something about an instance whose number must be known. */
    private static boolean isOfAnInstance(State state) {
        return switch (state) {
            case CREATED, DESTROYING, GONE, LEAKED, KEPT, RETURNED -> true;
            case INTENDED, ABSENT, UNKNOWN -> false;
        };
    }

    /** The states from which that one may be reached. */
    static Set<State> before(State state) {
        return switch (state) {
            case INTENDED -> EnumSet.noneOf(State.class);
            case CREATED, ABSENT -> EnumSet.of(State.INTENDED, State.UNKNOWN);
            case DESTROYING -> EnumSet.of(State.CREATED, State.KEPT, State.LEAKED, State.UNKNOWN, State.RETURNED);
            case GONE ->
                EnumSet.of(State.CREATED, State.DESTROYING, State.KEPT, State.LEAKED, State.UNKNOWN, State.RETURNED);
            case LEAKED -> EnumSet.of(State.CREATED, State.DESTROYING, State.KEPT, State.UNKNOWN, State.RETURNED);
            case UNKNOWN ->
                EnumSet.of(State.INTENDED, State.CREATED, State.DESTROYING, State.KEPT, State.LEAKED, State.RETURNED);
            case KEPT -> EnumSet.of(State.CREATED);
            case RETURNED -> EnumSet.of(State.GONE, State.ABSENT);
        };
    }

    private static IllegalStateException refused(Entry entry, State to, OptionalLong instanceId) {
        return new IllegalStateException("label " + entry.intent().label() + " cannot become " + to
                + (instanceId.isPresent() ? " as instance " + instanceId.getAsLong() : "") + ": it is "
                + entry.state()
                + (entry.instanceId().isPresent()
                        ? " as instance " + entry.instanceId().getAsLong()
                        : ""));
    }
}
