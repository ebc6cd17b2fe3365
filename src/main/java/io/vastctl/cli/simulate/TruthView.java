package io.vastctl.cli.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import java.util.Locale;

/** What the simulated market itself says at the end: the count from the other side. */
public final class TruthView {
    private TruthView() {}

    /**
     * As the JSON of a run has it.
     *
     * @param truth as {@code GET /simulator/truth} answers
     */
    public static ObjectNode json(ObjectNode truth) {
        return Json.object()
                .put("created", truth.path("created").asInt())
                .put("destroyed", truth.path("destroyed").asInt())
                .put("alive", truth.path("alive").size())
                .put("doubleRentals", truth.path("doubleRentals").asInt())
                .put("dollarsSpent", Words.rounded(truth.path("dollarsSpent").asDouble(), 6));
    }

    public static String text(ObjectNode truth) {
        return String.format(
                Locale.ROOT,
                "Market    simulated: %d rented, %d destroyed, %d alive, billed %s%n",
                truth.path("created").asInt(),
                truth.path("destroyed").asInt(),
                truth.path("alive").size(),
                Words.dollars(truth.path("dollarsSpent").asDouble()));
    }

    /** One that is alive. */
    static String rental(JsonNode alive) {
        String label = alive.path("label").asText();
        return "instance " + alive.path("id").asLong() + (label.isEmpty() ? "" : " " + label) + " ("
                + Words.dollars(alive.path("dollarsPerHour").asDouble()) + "/h)";
    }
}
