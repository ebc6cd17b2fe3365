package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.Truth;
import java.util.Locale;

/** What the simulated market itself says at the end: the count from the other side. */
final class TruthView {
    private TruthView() {}

    static ObjectNode json(Truth truth) {
        return Json.object()
                .put("created", truth.created())
                .put("destroyed", truth.destroyed())
                .put("alive", truth.alive().size())
                .put("doubleRentals", truth.doubleRentals())
                .put("dollarsSpent", Words.rounded(truth.dollarsSpent(), 6));
    }

    static String text(Truth truth) {
        return String.format(
                Locale.ROOT,
                "Market    simulated: %d rented, %d destroyed, %d alive, billed %s%n",
                truth.created(),
                truth.destroyed(),
                truth.alive().size(),
                Words.dollars(truth.dollarsSpent()));
    }
}
