package io.vastctl.cli.offers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.ranking.Exclusion;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.Relaxation;
import io.vastctl.ranking.Shortfall;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which gate keeps how many offers out, and what would let another one in.
 *
 * @param gates the one that excludes most first
 * @param nearest empty if giving way at one point alone admits nothing
 */
record Blocking(int seen, int eligible, List<Count> gates, Optional<Relaxation> nearest) {

    /**
     * One gate.
     *
     * @param first offers that fail here before anywhere else; over all gates these add up to the excluded ones
     * @param fails offers that fail here, elsewhere too or not
     * @param alone offers that fail nowhere else: what giving way here alone could admit
     */
    record Count(String gate, int first, int fails, int alone) {}

    static Blocking of(Ranked ranked) {
        Map<String, Count> counts = new TreeMap<>();
        for (Exclusion exclusion : ranked.excluded()) {
            List<Shortfall> failures = exclusion.allFailures();
            for (Shortfall failure : failures) {
                String gate = failure.gate().id();
                counts.merge(
                        gate,
                        new Count(gate, gate.equals(exclusion.gate()) ? 1 : 0, 1, failures.size() == 1 ? 1 : 0),
                        Blocking::sum);
            }
        }
        List<Count> sorted = counts.values().stream()
                .sorted(Comparator.comparingInt(Count::first)
                        .thenComparingInt(Count::fails)
                        .reversed()
                        .thenComparing(Count::gate))
                .toList();
        return new Blocking(ranked.seen(), ranked.eligible().size(), sorted, ranked.nearestRelaxation());
    }

    private static Count sum(Count one, Count other) {
        return new Count(one.gate, one.first + other.first, one.fails + other.fails, one.alone + other.alone);
    }

    ObjectNode json() {
        ObjectNode json = Json.document("offers-blocking").put("seen", seen).put("eligible", eligible);
        ArrayNode list = json.putArray("gates");
        for (Count count : gates)
            list.addObject()
                    .put("gate", count.gate)
                    .put("excludesFirst", count.first)
                    .put("fails", count.fails)
                    .put("failsAlone", count.alone);
        nearest.ifPresent(relaxation -> json.set("relaxation", OffersView.relaxation(relaxation)));
        return json;
    }

    String text() {
        TextTable table = new TextTable("GATE", "EXCLUDES", "FAIL IT", "FAIL IT ALONE");
        for (Count count : gates) table.row(count.gate, count.first, count.fails, count.alone);
        String most =
                gates.isEmpty() ? "No gate excludes anything." : "Most are excluded by " + gates.get(0).gate + ".";
        String admits = nearest.map(relaxation -> " Nearest relaxation: " + relaxation.sentence() + ".")
                .orElse(gates.isEmpty() ? "" : " No single change of an option would admit another offer.");
        String line = Words.count(seen, "offer", "offers") + " seen, " + eligible + " eligible. " + most + admits;
        return line + System.lineSeparator() + (table.isEmpty() ? "" : table);
    }
}
