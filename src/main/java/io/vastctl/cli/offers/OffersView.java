package io.vastctl.cli.offers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.rent.RunReport;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.offer.Offer;
import io.vastctl.ranking.CostEstimate;
import io.vastctl.ranking.Exclusion;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.ranking.Relaxation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** A ranking for people and as {@code vastctl.offers/1}. */
public final class OffersView {
    private OffersView() {}

    public static ObjectNode json(Ranked ranked) {
        ObjectNode json = Json.document("offers").put("seen", ranked.seen());
        ArrayNode eligible = json.putArray("eligible");
        ranked.eligible().forEach(offer -> eligible.add(eligible(offer)));
        ArrayNode excluded = json.putArray("excluded");
        for (Exclusion exclusion : ranked.excluded())
            excluded.addObject()
                    .put("offerId", exclusion.offer().offerId())
                    .put("machineId", exclusion.offer().machineId())
                    .put("gate", exclusion.gate())
                    .put("value", exclusion.value())
                    .put("limit", exclusion.limit());
        ranked.relaxation().ifPresent(relaxation -> json.set("relaxation", relaxation(relaxation)));
        return json;
    }

    public static ObjectNode relaxation(Relaxation relaxation) {
        return Json.object()
                .put("gate", relaxation.gate())
                .put("from", relaxation.from())
                .put("to", relaxation.to())
                .put("admits", relaxation.admits())
                .put("sentence", relaxation.sentence());
    }

    private static ObjectNode eligible(RankedOffer ranked) {
        Offer offer = ranked.offer();
        ObjectNode json = Json.object()
                .put("offerId", offer.offerId())
                .put("rank", ranked.rank())
                .put("machineId", offer.machineId())
                .put("hostId", offer.hostId())
                .put("gpu", offer.gpuName())
                .put("numGpus", offer.numGpus())
                .put("gpuRamMb", offer.gpuRamMb());
        parts(json, ranked);
        offer.reliability().ifPresent(value -> json.put("reliability", value));
        offer.country().ifPresent(value -> json.put("country", value));
        return json;
    }

    /** Adds what the expected cost of an offer is made of. */
    static void parts(ObjectNode json, RankedOffer ranked) {
        CostEstimate cost = ranked.cost();
        json.put("proven", ranked.proven())
                .put("dollarsPerHour", Words.rounded(cost.dollarsPerHour(), 6))
                .put("trafficDollars", Words.rounded(cost.trafficDollars(), 6))
                .put("expectedHours", Words.rounded(cost.expectedHours(), 4))
                .put("successDollars", Words.rounded(cost.successDollars(), 6))
                .put("failureDollars", Words.rounded(cost.failureDollars(), 6))
                .put("tryDollars", Words.rounded(cost.tryDollars(), 6))
                .put("successProbability", Words.rounded(cost.successProbability(), 4))
                .put("probabilityBasis", cost.probabilityBasis())
                .put("expectedDollars", Words.rounded(cost.expectedDollars(), 6));
    }

    /**
     * The offers as a table, the best first.
     *
     * @param most rows of eligible offers to show
     */
    public static String text(Ranked ranked, int most, boolean withExcluded) {
        return text(ranked, most, withExcluded, UnaryOperator.identity());
    }

    /**
     * The same, in another shape.
     *
     * @param most rows of eligible offers to show
     * @param shape what the options about tables make of it
     */
    public static String text(Ranked ranked, int most, boolean withExcluded, UnaryOperator<TextTable> shape) {
        TextTable table = table(
                ranked.eligible().subList(0, Math.min(most, ranked.eligible().size())));
        StringBuilder text = new StringBuilder(RunReport.offers(ranked));
        TextTable shaped = shape.apply(table.expendable(
                "basis", "host", "reliable", "traffic", "try", "down", "hours", "where", "machine", "p-ok"));
        text.append(shaped.isEmpty() ? NoOffer.explain(ranked) : shaped);
        if (withExcluded) text.append(excluded(ranked));
        return text.toString();
    }

    public static TextTable table(List<RankedOffer> offers) {
        TextTable table = new TextTable(
                "RANK",
                "OFFER",
                "MACHINE",
                "HOST",
                "GPU",
                "$/H",
                "TRAFFIC",
                "HOURS",
                "TRY",
                "P(OK)",
                "EXPECTED",
                "DOWN",
                "RELIABLE",
                "WHERE",
                "BASIS");
        for (RankedOffer offer : offers) row(table, offer);
        return table;
    }

    private static void row(TextTable table, RankedOffer ranked) {
        Offer offer = ranked.offer();
        CostEstimate cost = ranked.cost();
        table.row(
                ranked.rank(),
                offer.offerId(),
                offer.machineId(),
                offer.hostId(),
                (offer.numGpus() == 1 ? "" : offer.numGpus() + "x ") + offer.gpuName(),
                Words.dollars(cost.dollarsPerHour()),
                Words.dollars(cost.trafficDollars()),
                String.format(Locale.ROOT, "%.2f", cost.expectedHours()),
                Words.dollars(cost.tryDollars()),
                Words.percent(cost.successProbability()),
                Words.dollars(cost.expectedDollars()),
                known(offer.downloadMbps(), "%.0f Mbit/s"),
                known(offer.reliability(), "%.4f"),
                offer.country().orElse("-"),
                (ranked.proven() ? "proven, " : "") + cost.probabilityBasis());
    }

    private static String excluded(Ranked ranked) {
        TextTable table = new TextTable("EXCLUDED", "MACHINE", "GPU", "GATE", "VALUE", "LIMIT");
        for (Exclusion exclusion : ranked.excluded())
            table.row(
                    exclusion.offer().offerId(),
                    exclusion.offer().machineId(),
                    exclusion.offer().gpuName(),
                    exclusion.gate(),
                    exclusion.value(),
                    exclusion.limit());
        return table.isEmpty() ? "" : System.lineSeparator() + table;
    }

    private static String known(OptionalDouble value, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
