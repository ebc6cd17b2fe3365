package io.vastctl.guard.loop;

import io.vastctl.guard.Decision;
import io.vastctl.guard.Guard;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.memory.guard.GuardTick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stored look, decided again.
 *
 * @param onlyThen what was decided then and is not now, a line each: rule, action, reason
 * @param onlyNow what is decided now and was not then
 * @param reordered whether the same is decided in another order
 */
public record Replay(Instant at, List<String> onlyThen, List<String> onlyNow, boolean reordered) {

    public Replay {
        onlyThen = List.copyOf(onlyThen);
        onlyNow = List.copyOf(onlyNow);
    }

    /**
     * Decides it again.
     *
     * @param other a plan to decide by in place of that of then
     */
    public static Replay of(GuardTick tick, Optional<Plan> other) {
        Plan plan = other.orElseGet(() -> GuardJson.plan(tick.planJson()));
        List<String> then = tick.decisions().stream().map(Replay::line).toList();
        Observation seen = GuardJson.observation(tick.observationJson());
        // The observation's own moment: the tick's has only the milliseconds of its column.
        List<String> now =
                Guard.decide(seen, plan, seen.at()).stream().map(Replay::line).toList();
        List<String> gone = without(then, now);
        List<String> come = without(now, then);
        return new Replay(tick.at(), gone, come, gone.isEmpty() && come.isEmpty() && !then.equals(now));
    }

    public boolean differs() {
        return reordered || !onlyThen.isEmpty() || !onlyNow.isEmpty();
    }

    private static List<String> without(List<String> all, List<String> known) {
        List<String> rest = new ArrayList<>(all);
        known.forEach(rest::remove);
        return rest;
    }

    private static String line(Decision decision) {
        return decision.rule() + " " + GuardJson.write((Record) decision.action()) + ": " + decision.reason();
    }

    private static String line(GuardDecisionRow row) {
        return row.rule() + " " + row.actionJson() + ": " + row.reason();
    }
}
