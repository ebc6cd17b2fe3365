package io.vastctl.cli.offers;

import io.vastctl.ranking.Ranked;

/** What to say when no offer passes: which gate excludes most, and what would help least expensively. */
public final class NoOffer {
    private NoOffer() {}

    public static String explain(Ranked ranked) {
        String tightest = ranked.tightestGate()
                .map(gate -> "Most are excluded by " + gate + ".")
                .orElse("The market showed no offer at all.");
        String nearest = ranked.relaxation()
                .map(relaxation -> " Nearest relaxation: " + relaxation.sentence() + ".")
                .orElse("");
        return "          " + tightest + nearest + System.lineSeparator();
    }
}
