package io.vastctl.cli.guard;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.memory.guard.GuardLease;
import io.vastctl.outcome.ExitCode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a guard comes to its plan: it takes it, waits for it, or leaves it to another one.
 *
 * @param standsBy whether it waits where another guard keeps the plan
 * @param say told in lines for people
 */
record GuardEntrance(
        Workbench bench, String guard, boolean standsBy, Keeper keeper, UnitWords unit, Consumer<String> say) {

    /**
     * Takes the plan, or waits for it.
     *
     * @param sign called before each wait
     * @return the exit code if it was not to be had
     */
    Optional<Integer> enter(Showing showing, Runnable sign) {
        Optional<Instant> orderedEnd = standsBy ? keeper.lastOrderedEnd() : Optional.empty();
        Optional<GuardLease> other = keeper.enter();
        if (other.isEmpty()) return Optional.empty();
        if (!standsBy) return Optional.of(refused(other.get()));
        return awaitPlan(other.get(), new Standby(keeper, orderedEnd, bench.sleeper(), sign, showing::behind, say));
    }

    private Optional<Integer> awaitPlan(GuardLease first, Standby standby) {
        unit.standsBy(first.holder(), guard);
        try {
            if (standby.awaitPlan(first)) return Optional.empty();
            unit.ends();
            return Optional.of(ExitCode.DONE.code());
        } catch (InterruptedException e) {
            unit.ends();
            return Optional.of(bench.interruption().get().code());
        }
    }

    private int refused(GuardLease other) {
        say.accept("another guard keeps this plan: " + other.holder() + ", until " + Words.iso(other.until())
                + " unless it goes on; see vastctl guard status");
        return ExitCode.SKIPPED.code();
    }
}
