package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.RunRequest;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import java.util.Locale;

/** What a run would do and cost at worst ({@code --dry-run}). */
final class PlanView {
    private PlanView() {}

    /** Infrastructure and workload window of one attempt, in hours. */
    private static final double LONGEST_ATTEMPT_HOURS = (600 + 900) / 3600.0;

    static ObjectNode json(Ranked ranked, RunRequest request) {
        ObjectNode json = Json.document("plan")
                .put("strictness", request.demand().policy().name())
                .put("workload", request.demand().workload().name())
                .put("maxAttempts", request.ceilings().maxAttempts())
                .put("worstCaseDollars", Words.rounded(worstCase(ranked, request.ceilings()), 6))
                .put("maxSpendDollars", request.ceilings().maxSpendDollars());
        json.set("offers", OffersView.json(ranked));
        return json;
    }

    static String text(Ranked ranked, RunRequest request) {
        return OffersView.text(ranked, request.demand(), request.ceilings().maxAttempts(), false)
                + String.format(
                        Locale.ROOT,
                        "Plan      at most %d attempts; at worst %s, every window used up; ceiling %s. Nothing was rented.%n",
                        request.ceilings().maxAttempts(),
                        Words.dollars(worstCase(ranked, request.ceilings())),
                        Words.dollars(request.ceilings().maxSpendDollars()));
    }

    /** USD if each of the attempts uses its windows up, and never more than the ceiling. */
    static double worstCase(Ranked ranked, Ceilings ceilings) {
        double all = ranked.eligible().stream()
                .limit(ceilings.maxAttempts())
                .mapToDouble(PlanView::attempt)
                .sum();
        return Math.min(all, ceilings.maxSpendDollars());
    }

    private static double attempt(RankedOffer offer) {
        return offer.cost().dollarsPerHour() * LONGEST_ATTEMPT_HOURS
                + offer.cost().trafficDollars();
    }
}
