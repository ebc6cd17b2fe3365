package io.vastctl.cli.survey;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.survey.Survey;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a survey would do and cost at worst ({@code --dry-run}).
 *
 * @param longest what all windows of one machine come to
 */
record SurveyPlanView(
        RunRequest request, int parallel, Ranked ranked, List<Survey.Candidate> chosen, Duration longest) {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    ObjectNode json() {
        ObjectNode json = Json.document("survey-plan")
                .put("strictness", request.demand().policy().name())
                .put("workload", request.demand().workload().name())
                .put("seen", ranked.seen())
                .put("eligible", ranked.eligible().size())
                .put("parallel", parallel)
                .put("worstCaseDollars", Words.rounded(worst(), 6))
                .put("maxSpendDollars", request.ceilings().maxSpendDollars());
        ArrayNode machines = json.putArray("machines");
        for (Survey.Candidate candidate : chosen) {
            RankedOffer offer = candidate.offer();
            machines.addObject()
                    .put("position", candidate.position())
                    .put("offerId", offer.offer().offerId())
                    .put("machineId", offer.offer().machineId())
                    .put("hostId", offer.offer().hostId())
                    .put("gpu", offer.offer().gpuName())
                    .put("place", offer.offer().location().orElse(""))
                    .put("dollarsPerHour", Words.rounded(offer.cost().dollarsPerHour(), 6))
                    .put("worstCaseDollars", Words.rounded(worst(offer), 6));
        }
        return json;
    }

    String text() {
        TextTable table = new TextTable("#", "OFFER", "MACHINE", "HOST", "GPU", "PLACE", "$/H", "AT WORST");
        for (Survey.Candidate candidate : chosen) {
            RankedOffer offer = candidate.offer();
            table.row(
                    candidate.position(),
                    offer.offer().offerId(),
                    offer.offer().machineId(),
                    offer.offer().hostId(),
                    offer.offer().gpuName(),
                    offer.offer().location().orElse("-"),
                    String.format(Locale.ROOT, "%.3f", offer.cost().dollarsPerHour()),
                    Words.dollars(worst(offer)));
        }
        return table.or("No machine passes the gates.")
                + String.format(
                        Locale.ROOT,
                        "Plan      %s, %d at once; at worst %s, every window used up; ceiling %s. Nothing was rented.%n",
                        Words.count(chosen.size(), "machine", "machines"),
                        parallel,
                        Words.dollars(worst()),
                        Words.dollars(request.ceilings().maxSpendDollars()));
    }

    private double worst() {
        return chosen.stream()
                .mapToDouble(candidate -> worst(candidate.offer()))
                .sum();
    }

    private double worst(RankedOffer offer) {
        return offer.cost().dollarsPerHour() * longest.toMillis() / MILLIS_PER_HOUR
                + offer.cost().trafficDollars();
    }
}
