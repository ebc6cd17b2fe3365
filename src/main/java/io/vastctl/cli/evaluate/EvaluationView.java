package io.vastctl.cli.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Durations;
import io.vastctl.evaluation.Conditions;
import io.vastctl.evaluation.Estimate;
import io.vastctl.evaluation.Figures;
import io.vastctl.evaluation.Interval;
import io.vastctl.evaluation.PolicyFigures;
import io.vastctl.evaluation.Wording;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.RunOutcome;
import java.util.Optional;
import java.util.OptionalDouble;

/** An evaluation for people and as {@code vastctl.evaluation/1}. */
final class EvaluationView {
    private EvaluationView() {}

    private static final int SHARE_DIGITS = 4;
    private static final int DOLLAR_DIGITS = 6;
    private static final int SECOND_DIGITS = 1;

    static String table(Figures figures) {
        TextTable table = new TextTable(
                "POLICY",
                "MEMORY",
                "READY",
                "MEDIAN",
                "P95",
                "$/READY",
                "VS CHEAPEST",
                "WASTED/RUN",
                "WASTED",
                "ATTEMPTS",
                "ORPHANS");
        for (PolicyFigures policy : figures.policies())
            table.row(
                    policy.policy(),
                    policy.memory(),
                    Wording.share(policy.successRate()),
                    Wording.seconds(policy.medianSeconds()),
                    Wording.seconds(policy.p95Seconds()),
                    Wording.dollars(policy.dollarsPerReady()),
                    policy.against(Figures.CHEAPEST_FIRST),
                    Wording.dollars(policy.wastedPerRun()),
                    Wording.dollars(policy.dollarsWasted()),
                    Wording.number(policy.attemptsPerRun()),
                    policy.orphans());
        String end = System.lineSeparator();
        return figures.played()
                + end
                + end
                + table
                + end
                + (figures.markets() < 2
                        ? figures.certainty() + end
                        : "In brackets: 95 % intervals. VS CHEAPEST: $/READY over that of cheapest-first, market by market."
                                + end);
    }

    /** What each run is, in one sentence. */
    static String conditions(Conditions conditions) {
        Ceilings ceilings = conditions.ceilings();
        return "Each run: workload " + conditions.workload().name() + ", at most "
                + Words.dollars(conditions.filter().maxDollarsPerHour()) + "/h, "
                + Words.count(ceilings.maxAttempts(), "attempt", "attempts") + ", "
                + Words.dollars(ceilings.maxSpendDollars()) + " and " + Durations.format(ceilings.deadline()) + ".";
    }

    static ObjectNode json(Figures figures) {
        ObjectNode json = Json.document("evaluation")
                .put("scenario", figures.plan().scenario())
                .put("runs", figures.plan().runs())
                .put("nights", figures.plan().nights())
                .put("markets", figures.markets())
                .put("firstSeed", figures.plan().firstSeed());
        ArrayNode list = json.putArray("policies");
        figures.policies().forEach(policy -> list.add(policy(policy)));
        return json;
    }

    private static ObjectNode policy(PolicyFigures policy) {
        ObjectNode json = Json.object()
                .put("policy", policy.policy())
                .put("memory", policy.memory())
                .put("runs", policy.runs())
                .put("ready", policy.ready());
        put(json, "successRate", policy.successRate(), SHARE_DIGITS);
        ObjectNode seconds = json.putObject("secondsToReady");
        put(seconds, "median", policy.medianSeconds(), SECOND_DIGITS);
        put(seconds, "p95", policy.p95Seconds(), SECOND_DIGITS);
        put(json, "dollarsPerReady", policy.dollarsPerReady(), DOLLAR_DIGITS);
        json.put("dollarsSpent", Words.rounded(policy.dollars(), DOLLAR_DIGITS))
                .put("dollarsWasted", Words.rounded(policy.dollarsWasted(), DOLLAR_DIGITS));
        put(json, "dollarsWastedPerRun", policy.wastedPerRun(), DOLLAR_DIGITS);
        put(json, "attemptsPerRun", policy.attemptsPerRun(), SHARE_DIGITS);
        json.put("orphans", policy.orphans());
        ObjectNode outcomes = json.putObject("outcomes");
        for (RunOutcome outcome : RunOutcome.values())
            if (policy.outcomes().containsKey(outcome))
                outcomes.put(outcome.word(), policy.outcomes().get(outcome));
        nights(json.putArray("nights"), policy);
        comparisons(json.putArray("comparisons"), policy);
        return json;
    }

    private static void nights(ArrayNode list, PolicyFigures policy) {
        policy.nights()
                .forEach(nights -> put(
                        list.addObject()
                                .put("first", nights.first())
                                .put("last", nights.last())
                                .put("runs", nights.runs()),
                        "dollarsPerReady",
                        nights.dollarsPerReady(),
                        DOLLAR_DIGITS));
    }

    private static void comparisons(ArrayNode list, PolicyFigures policy) {
        policy.comparisons().forEach(comparison -> {
            ObjectNode json = list.addObject().put("with", comparison.with());
            put(json, "dollarsPerReadyRatio", comparison.dollarsPerReadyRatio(), SHARE_DIGITS);
            put(json, "medianSecondsRatio", comparison.medianSecondsRatio(), SHARE_DIGITS);
            put(json, "successRateDifference", comparison.successRateDifference(), SHARE_DIGITS);
        });
    }

    /** The figure under its name, and its interval under the same with {@code Interval}; null where unknown. */
    private static void put(ObjectNode json, String name, Estimate estimate, int digits) {
        put(json, name, estimate.value(), digits);
        Optional<Interval> interval = estimate.interval();
        if (interval.isEmpty()) {
            json.putNull(name + "Interval");
            return;
        }
        double high = interval.get().high();
        ObjectNode both = json.putObject(name + "Interval")
                .put("low", Words.rounded(interval.get().low(), digits));
        put(both, "high", Double.isFinite(high) ? OptionalDouble.of(high) : OptionalDouble.empty(), digits);
    }

    private static void put(ObjectNode json, String name, OptionalDouble value, int digits) {
        // Plus zero, lest a zero have a sign.
        if (value.isPresent()) json.put(name, Words.rounded(value.getAsDouble(), digits) + 0.0);
        else json.putNull(name);
    }
}
