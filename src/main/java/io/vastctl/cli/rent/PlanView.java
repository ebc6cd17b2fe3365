package io.vastctl.cli.rent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.offers.OffersView;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.Headroom;
import io.vastctl.provision.Provisioner;
import io.vastctl.provision.RunRequest;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/** What a run would do and cost at worst ({@code --dry-run}). */
final class PlanView {
    private PlanView() {}

    private static final double MILLIS_PER_HOUR = 3_600_000;

    /**
     * The plan as {@code vastctl.plan/1}.
     *
     * @param longest what all windows of one attempt come to
     */
    static ObjectNode json(Ranked ranked, RunRequest request, Duration longest, Provisioner.Outlook outlook) {
        ObjectNode json = Json.document("plan")
                .put("strictness", request.demand().policy().name())
                .put("workload", request.demand().workload().name())
                .put("maxAttempts", request.ceilings().maxAttempts())
                .put("worstCaseDollars", Words.rounded(worstCase(ranked, request.ceilings(), longest), 6))
                .put("maxSpendDollars", request.ceilings().maxSpendDollars());
        ArrayNode ceilings = json.putArray("ceilings");
        for (Headroom headroom : outlook.ceilings())
            ceilings.addObject()
                    .put("name", headroom.ceiling())
                    .put("used", Words.rounded(headroom.used(), 6))
                    .put("limit", Words.rounded(headroom.limit(), 6))
                    .put("reached", headroom.isReached());
        ceilings.addObject()
                .put("name", "max-rentals")
                .put("used", outlook.living() + 1)
                .put("limit", request.ceilings().maxRentals())
                .put("reached", outlook.living() >= request.ceilings().maxRentals());
        ceilings.addObject()
                .put("name", "max-price")
                .put("used", Words.rounded(dearest(ranked), 6))
                .put("limit", Words.rounded(request.demand().filter().maxDollarsPerHour(), 6))
                .put("reached", false);
        outlook.refusal().ifPresent(why -> json.put("refusal", why));
        json.set("offers", OffersView.json(ranked));
        return json;
    }

    static String text(Ranked ranked, RunRequest request, Duration longest, Provisioner.Outlook outlook) {
        return OffersView.text(ranked, request.ceilings().maxAttempts(), false)
                + String.format(
                        Locale.ROOT,
                        "Plan      at most %d attempts; at worst %s, every window used up; ceiling %s. Nothing was rented.%n",
                        request.ceilings().maxAttempts(),
                        Words.dollars(worstCase(ranked, request.ceilings(), longest)),
                        Words.dollars(request.ceilings().maxSpendDollars()))
                + ceilings(ranked, request, outlook);
    }

    private static String ceilings(Ranked ranked, RunRequest request, Provisioner.Outlook outlook) {
        StringBuilder text = new StringBuilder("Ceilings  at worst:").append(System.lineSeparator());
        for (Headroom headroom : outlook.ceilings())
            line(text, headroom.ceiling(), headroom.evidence(), headroom.isReached());
        line(
                text,
                "max-rentals",
                (outlook.living() + 1) + " alive of " + request.ceilings().maxRentals(),
                outlook.living() >= request.ceilings().maxRentals());
        line(
                text,
                "max-price",
                Words.dollars(dearest(ranked)) + "/h for the dearest eligible offer of "
                        + Words.dollars(request.demand().filter().maxDollarsPerHour()) + "/h",
                false);
        outlook.refusal().ifPresent(why -> text.append("Refused   ").append(why).append(System.lineSeparator()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String evidence, boolean reached) {
        text.append(String.format(
                Locale.ROOT, "          %-16s %s%s%n", name, evidence, reached ? "  <- would stop the run" : ""));
    }

    private static double dearest(Ranked ranked) {
        return ranked.eligible().stream()
                .mapToDouble(offer -> offer.cost().dollarsPerHour())
                .max()
                .orElse(0);
    }

    /** USD if the dearest offers are tried, each uses its windows up, and never more than the ceiling. */
    static double worstCase(Ranked ranked, Ceilings ceilings, Duration longest) {
        return Math.min(unlimited(ranked, ceilings, longest), ceilings.maxSpendDollars());
    }

    /** The same without the ceiling. */
    static double unlimited(Ranked ranked, Ceilings ceilings, Duration longest) {
        return ranked.eligible().stream()
                .map(offer -> attempt(offer, longest))
                .sorted(Comparator.reverseOrder())
                .limit(ceilings.maxAttempts())
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static double attempt(RankedOffer offer, Duration longest) {
        double hours = longest.toMillis() / MILLIS_PER_HOUR;
        return offer.cost().dollarsPerHour() * hours + offer.cost().trafficDollars();
    }
}
