package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.provision.Ceilings;
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
    static ObjectNode json(Ranked ranked, RunRequest request, Duration longest) {
        ObjectNode json = Json.document("plan")
                .put("strictness", request.demand().policy().name())
                .put("workload", request.demand().workload().name())
                .put("maxAttempts", request.ceilings().maxAttempts())
                .put("worstCaseDollars", Words.rounded(worstCase(ranked, request.ceilings(), longest), 6))
                .put("maxSpendDollars", request.ceilings().maxSpendDollars());
        json.set("offers", OffersView.json(ranked));
        return json;
    }

    static String text(Ranked ranked, RunRequest request, Duration longest) {
        return OffersView.text(ranked, request.ceilings().maxAttempts(), false)
                + String.format(
                        Locale.ROOT,
                        "Plan      at most %d attempts; at worst %s, every window used up; ceiling %s. Nothing was rented.%n",
                        request.ceilings().maxAttempts(),
                        Words.dollars(worstCase(ranked, request.ceilings(), longest)),
                        Words.dollars(request.ceilings().maxSpendDollars()));
    }

    /** USD if the dearest offers are tried, each uses its windows up, and never more than the ceiling. */
    static double worstCase(Ranked ranked, Ceilings ceilings, Duration longest) {
        double all = ranked.eligible().stream()
                .map(offer -> attempt(offer, longest))
                .sorted(Comparator.reverseOrder())
                .limit(ceilings.maxAttempts())
                .mapToDouble(Double::doubleValue)
                .sum();
        return Math.min(all, ceilings.maxSpendDollars());
    }

    private static double attempt(RankedOffer offer, Duration longest) {
        double hours = longest.toMillis() / MILLIS_PER_HOUR;
        return offer.cost().dollarsPerHour() * hours + offer.cost().trafficDollars();
    }
}
