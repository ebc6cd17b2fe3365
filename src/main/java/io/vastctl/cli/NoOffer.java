package io.vastctl.cli;

import io.vastctl.ranking.Demand;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.Relaxation;

/** What to say when no offer passes: which gate excludes most, and what would help least expensively. */
final class NoOffer {
    private NoOffer() {}

    static String explain(Ranked ranked, Demand demand) {
        String tightest = ranked.tightestGate()
                .map(gate -> "Most are excluded by " + gate + ".")
                .orElse("The market showed no offer at all.");
        String nearest = Relaxation.nearest(ranked, demand)
                .map(relaxation -> " Nearest relaxation: " + relaxation.sentence() + ".")
                .orElse("");
        return "          " + tightest + nearest + System.lineSeparator();
    }
}
