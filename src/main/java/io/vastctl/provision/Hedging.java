package io.vastctl.provision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The second rentals of one run: when one may begin, which were begun, and why others were not. */
final class Hedging {

    private final HedgeRule rule;
    private final RunEvent.Listener listener;
    private final List<Hedge> begun = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Set<Integer> refused = new HashSet<>();

    Hedging(HedgeRule rule, RunEvent.Listener listener) {
        this.rule = rule;
        this.listener = listener;
    }

    HedgeRule rule() {
        return rule;
    }

    /** Says so once if there will never be one. */
    void begin(String workload) {
        if (!rule.isUsable())
            refuse("history has " + rule.samples() + " successful starts of " + workload + " on this market, and "
                    + HedgeRule.LEAST_SAMPLES + " are needed");
    }

    /** Whether a second rental is wanted beside that attempt. */
    Optional<Slowness> wanted(Contender attempt) {
        return refused.contains(attempt.number()) ? Optional.empty() : attempt.slowness(rule);
    }

    /** None any more beside that attempt. */
    void refuse(Contender slow, String why) {
        refused.add(slow.number());
        refuse(why);
    }

    private void refuse(String why) {
        if (refusals.contains(why)) return;
        refusals.add(why);
        listener.hear(new RunEvent.NoHedge(why));
    }

    void begins(Hedge hedge) {
        begun.add(hedge);
        listener.hear(new RunEvent.HedgeStarted(hedge));
    }

    /** Why that attempt ran beside another, or the other way round; one line. */
    String story(int winner, int loser) {
        String first = "attempt " + winner + " was verified first";
        return begun.stream()
                .filter(hedge -> hedge.number() == winner || hedge.number() == loser)
                .reduce((earlier, later) -> later)
                .map(hedge -> first + "; attempt " + hedge.number() + " had begun beside attempt " + hedge.besides()
                        + " because " + hedge.slowness().sentence())
                .orElse(first);
    }

    List<Hedge> begun() {
        return begun;
    }

    List<String> refusals() {
        return refusals;
    }
}
