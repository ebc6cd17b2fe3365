package io.vastctl.cli.offers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.ranking.CostEstimate;
import io.vastctl.ranking.Exclusion;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.ranking.Shortfall;
import java.util.Locale;
import java.util.Optional;

/**
 * Why one offer stands where it stands.
 *
 * @param eligible its place and parts, if it passes
 * @param excluded every gate it fails, if it does not
 */
record OfferReason(long offerId, Optional<RankedOffer> eligible, Optional<Exclusion> excluded) {

    static Optional<OfferReason> find(Ranked ranked, long offerId) {
        Optional<RankedOffer> eligible = ranked.eligible().stream()
                .filter(offer -> offer.offer().offerId() == offerId)
                .findFirst();
        Optional<Exclusion> excluded = ranked.excluded().stream()
                .filter(exclusion -> exclusion.offer().offerId() == offerId)
                .findFirst();
        return eligible.isEmpty() && excluded.isEmpty()
                ? Optional.empty()
                : Optional.of(new OfferReason(offerId, eligible, excluded));
    }

    ObjectNode json() {
        ObjectNode json = Json.document("offer-reason").put("offerId", offerId).put("eligible", eligible.isPresent());
        eligible.ifPresent(ranked -> parts(json, ranked));
        ArrayNode gates = json.putArray("fails");
        excluded.ifPresent(exclusion -> exclusion
                .allFailures()
                .forEach(fail -> gates.addObject()
                        .put("gate", fail.gate().id())
                        .put("value", fail.value())
                        .put("limit", fail.limit())));
        return json;
    }

    String text() {
        return eligible.map(OfferReason::passes).orElse("")
                + excluded.map(OfferReason::fails).orElse("");
    }

    private static void parts(ObjectNode json, RankedOffer ranked) {
        OffersView.parts(json.put("rank", ranked.rank()), ranked);
    }

    private static String passes(RankedOffer ranked) {
        CostEstimate cost = ranked.cost();
        return String.format(
                Locale.ROOT,
                "Offer %d passes every gate and ranks %d%s.%n"
                        + "Expected %s per ready endpoint = %s for one try / %.3f chance of success (%s).%n"
                        + "A try costs %s if it succeeds (%s/h x %.2f h + %s traffic), about %s if it fails.%n",
                ranked.offer().offerId(),
                ranked.rank(),
                ranked.proven() ? ", as proven" : "",
                Words.dollars(cost.expectedDollars()),
                Words.dollars(cost.tryDollars()),
                cost.successProbability(),
                cost.probabilityBasis(),
                Words.dollars(cost.successDollars()),
                Words.dollars(cost.dollarsPerHour()),
                cost.expectedHours(),
                Words.dollars(cost.trafficDollars()),
                Words.dollars(cost.failureDollars()));
    }

    private static String fails(Exclusion exclusion) {
        TextTable table = new TextTable("FAILS GATE", "VALUE", "LIMIT");
        for (Shortfall fail : exclusion.allFailures()) table.row(fail.gate().id(), fail.value(), fail.limit());
        return "Offer " + exclusion.offer().offerId() + " is excluded." + System.lineSeparator() + table;
    }
}
