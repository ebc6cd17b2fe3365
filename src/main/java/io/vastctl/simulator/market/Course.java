package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a contract's container goes through: runs and rests between them, one after the other. Guarded by its contract.
 */
final class Course {

    private final List<Run> runs = new ArrayList<>();
    private final List<Rest> rests = new ArrayList<>();
    private boolean resting;
    private long turn;

    /** A new run, which ends the rest that it follows on. */
    void begin(Run run, Instant at) {
        if (resting) rests.add(rests.remove(rests.size() - 1).endedAt(at));
        resting = false;
        runs.add(run);
        turn++;
    }

    /** The present run has another server from now on, or its server another fate. */
    void replace(ServerRun server) {
        Run last = runs.remove(runs.size() - 1);
        runs.add(new Run(last.life(), server, last.until(), last.imageGb(), last.cachedBytes()));
    }

    /** Ends the present run, if there is one. */
    void endRun(Instant at) {
        if (!resting) runs.set(runs.size() - 1, run().endedAt(at));
    }

    /** Rests from now on; a rest that was, ends. */
    void rest(Rest next) {
        if (resting) rests.add(rests.remove(rests.size() - 1).endedAt(next.from()));
        rests.add(next);
        resting = true;
        turn++;
    }

    /** Somebody changed it in another way: what was planned before is void. */
    void changed() {
        turn++;
    }

    /** A number that changes whenever somebody changes the course. */
    long turn() {
        return turn;
    }

    /** The present run, or the last one. */
    Run run() {
        return runs.get(runs.size() - 1);
    }

    /** The same; empty before the first. */
    Optional<Run> last() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(run());
    }

    /** The present rest, or the last one. */
    Rest rest() {
        return rests.get(rests.size() - 1);
    }

    boolean resting() {
        return resting;
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    List<Rest> rests() {
        return List.copyOf(rests);
    }

    int runCount() {
        return runs.size();
    }
}
