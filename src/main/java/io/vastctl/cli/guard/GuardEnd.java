package io.vastctl.cli.guard;

import io.vastctl.cli.text.Words;
import io.vastctl.guard.loop.Keeper;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is left when a guard ends.
 *
 * @param kept labels of what goes on under its lease
 * @param unproven labels of what was to be gone, or is not known to have come to anything
 * @param owed whether an order to give everything back is not carried out
 * @param workIsOver whether nothing is being rented or given back any more
 */
record GuardEnd(List<String> kept, List<String> unproven, boolean owed, boolean workIsOver) {

    static GuardEnd of(Keeper keeper, boolean workIsOver) {
        return new GuardEnd(keeper.kept(), keeper.unproven(), keeper.isToDestroy(), workIsOver);
    }

    boolean mayStillRun() {
        return !workIsOver || !unproven.isEmpty() || owed;
    }

    /** What the operator has to know; empty if nothing is left. */
    String words() {
        if (mayStillRun())
            return "MAY STILL BE RUNNING: " + named()
                    + (owed
                            ? "; the order to give everything back stands: vastctl guard stop --destroy"
                            : "; the next guard of the plan settles it, or: vastctl reap --yes");
        if (kept.isEmpty()) return "";
        return "the guard ends; " + Words.count(kept.size(), "rental goes", "rentals go") + " on under "
                + (kept.size() == 1 ? "its lease" : "their leases") + ": " + String.join(", ", kept)
                + "; start it again to go on, or give them back with: vastctl guard stop --destroy";
    }

    private String named() {
        List<String> labels =
                owed ? Stream.concat(unproven.stream(), kept.stream()).toList() : unproven;
        return labels.isEmpty() ? "what was being rented" : String.join(", ", labels);
    }
}
