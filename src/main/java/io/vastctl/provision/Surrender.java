package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;

/** Gives back what nobody waits for any more: a verified rental that was kept, or one that did not go the first time. */
public record Surrender(Surroundings world, Journal journal, RunEvent.Listener listener, Troubles troubles) {

    /** Within half a minute, of a rental that was seen alive. */
    AttemptResult of(AttemptResult kept) {
        return end(kept, true);
    }

    /**
     * Tries once more, for half a minute, with one that may still run. Whether a good read ever showed it is not known
     * here, so that it takes the longer proof.
     */
    public AttemptResult onceMore(AttemptResult leftover) {
        return end(leftover, false);
    }

    private AttemptResult end(AttemptResult kept, boolean everSeen) {
        int number = kept.number();
        long instanceId = kept.instanceId().orElse(0);
        listener.hear(new RunEvent.CleaningUp(number, instanceId, "destroying", true));
        RentalDesk desk = new RentalDesk(world.api(), journal, troubles, world.sleeper());
        Teardown.Ended ended = new Teardown(
                        world.api(), journal, troubles, desk, world.clock(), world.sleeper(), Teardown.LONGEST)
                .end(
                        kept.label(),
                        kept.instanceId(),
                        everSeen,
                        true,
                        detail -> listener.hear(new RunEvent.CleaningUp(number, instanceId, detail, true)));
        troubles.written(() -> journal.recall(kept.label()).ifPresent(this::reckon));
        listener.hear(new RunEvent.CleanedUp(
                number, ended.cleanup(), ended.instanceId().stream().boxed().findFirst()));
        return kept.without(ended.cleanup(), ended.evidence());
    }

    private void reckon(Entry entry) {
        journal.spent(entry.label(), entry.reckonedDollars(world.clock().instant()));
    }
}
