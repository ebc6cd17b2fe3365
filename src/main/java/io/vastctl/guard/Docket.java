package io.vastctl.guard;

import io.vastctl.guard.Action.Tell;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the decisions of one tick: one changing action per rental, the first one asked for. */
final class Docket {

    /** The order in which decisions are carried out. */
    enum Stage {
        CUT_OFF,
        MONEY,
        HEAT,
        HEALING,
        REPLACEMENT,
        RENT,
        BID,
        LEASE,
        TELL
    }

    private final Map<Stage, List<Decision>> stages = new EnumMap<>(Stage.class);
    private final Set<Long> taken = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final Set<String> brokenOff = new HashSet<>();
    private double promised;

    void put(Stage stage, Action action, Rule rule, String reason) {
        if (action instanceof Action.OnRental onRental && onRental.changes()) {
            if (!taken.add(onRental.instanceId())) return;
            if (onRental.ends()) ended.add(onRental.instanceId());
        }
        stages.computeIfAbsent(stage, none -> new ArrayList<>()).add(new Decision(action, rule, reason));
    }

    /** Once, and only if it is not being done already. */
    void breakOff(Stage stage, Venture venture, Rule rule, String reason) {
        venture.stoppable()
                .filter(brokenOff::add)
                .ifPresent(run -> put(stage, new Action.BreakOff(venture.endpoint(), run), rule, reason));
    }

    void tell(Tell.Urgency urgency, String subject, Rule rule, String text) {
        put(Stage.TELL, new Tell(urgency, subject, text), rule, text);
    }

    /** Nobody else changes that rental in this tick. */
    void hold(Rental rental) {
        taken.add(rental.instanceId());
    }

    boolean isFree(Rental rental) {
        return !taken.contains(rental.instanceId());
    }

    boolean ends(Rental rental) {
        return ended.contains(rental.instanceId());
    }

    /** USD per hour that a decision of this tick may add. */
    void promise(double perHour) {
        promised += perHour;
    }

    double promised() {
        return promised;
    }

    List<Decision> decisions() {
        return stages.values().stream().flatMap(List::stream).toList();
    }
}
