package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import java.util.Optional;

/** Gives back a verified rental that was kept, because nobody waits for it any more. */
public record Surrender(Surroundings world, Journal journal, RunEvent.Listener listener, Troubles troubles) {

    public AttemptResult of(AttemptResult kept) {
        int number = kept.number();
        long instanceId = kept.instanceId().orElseThrow();
        listener.hear(new RunEvent.CleaningUp(number, instanceId, "destroying", true));
        RentalDesk desk = new RentalDesk(world.api(), journal, troubles, world.sleeper());
        Teardown.Ended ended = new Teardown(
                        world.api(), journal, troubles, desk, world.clock(), world.sleeper(), Teardown.LONGEST)
                .end(
                        kept.label(),
                        kept.instanceId(),
                        true,
                        true,
                        detail -> listener.hear(new RunEvent.CleaningUp(number, instanceId, detail, true)));
        troubles.written(() -> journal.recall(kept.label()).ifPresent(this::reckon));
        listener.hear(new RunEvent.CleanedUp(number, ended.cleanup(), Optional.of(instanceId)));
        return kept.without(ended.cleanup(), ended.evidence());
    }

    private void reckon(Entry entry) {
        journal.spent(entry.label(), entry.reckonedDollars(world.clock().instant()));
    }
}
