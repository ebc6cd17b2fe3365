package io.vastctl.simulator.market;

import java.time.Instant;

/**
 * Lets the loops of the leases tick: only those ticks take place at which one would destroy its instance. A loop that
 * cannot reach the API, because the host is offline or the API has a bad moment, goes on with its next tick.
 */
final class Leases {

    /** Sends the destroy with the instance's own key. */
    @FunctionalInterface
    interface Destroyer {

        /** The status of the answer; 0 for none. */
        int destroy(Contract contract, Instant now);
    }

    private final Agenda agenda;
    private final Destroyer destroyer;

    Leases(Agenda agenda, Destroyer destroyer) {
        this.agenda = agenda;
        this.destroyer = destroyer;
    }

    /** A run of the container has been planned, which starts the loop. */
    void begins(Contract contract, LifePlan.Kind kind) {
        contract.lease().ifPresent(loop -> {
            loop.ends();
            if (kind == LifePlan.Kind.RECYCLE) loop.forget();
            if (contract.resting().isPresent() || !contract.life().everRuns()) return;
            int run = contract.runCount();
            agenda.plan(contract.scriptAt(), when -> {
                if (!runs(contract, run, when)) return;
                loop.starts(when);
                plan(contract, loop, loop.due(when));
            });
        });
    }

    /** The file was written: the end may be nearer than before. */
    void written(Contract contract, LeaseLoop loop, Instant now) {
        Instant due = loop.due(now);
        if (loop.runs() && due.isBefore(loop.planned())) plan(contract, loop, due);
    }

    private void plan(Contract contract, LeaseLoop loop, Instant at) {
        int run = contract.runCount();
        loop.planned(at);
        agenda.plan(at, when -> {
            if (when.equals(loop.planned()) && loop.runs() && runs(contract, run, when)) tick(contract, loop, when);
        });
    }

    private void tick(Contract contract, LeaseLoop loop, Instant now) {
        Instant due = loop.due(now);
        if (due.isAfter(now)) {
            loop.renewed();
            plan(contract, loop, due);
            return;
        }
        loop.expires(now);
        Instant reachable = contract.outages().brightFrom(now);
        if (reachable.equals(now)) {
            int status = destroyer.destroy(contract, now);
            loop.note(now, "destroy " + contract.id() + ": " + (status == 0 ? "000" : String.valueOf(status)));
            reachable = now.plusMillis(1);
        }
        if (!reachable.equals(Instant.MAX)) plan(contract, loop, loop.due(reachable));
    }

    private static boolean runs(Contract contract, int run, Instant now) {
        return contract.runCount() == run && contract.runsAt(now);
    }
}
