package io.vastctl.cli.survey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.rent.RunOptions;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.memory.Origin;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.survey.Survey;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a survey verifies, and what it may cost. */
final class SurveyOptions {

    private static final int USUAL_COUNT = 20;
    private static final int USUAL_PARALLEL = 4;
    private static final int MOST = 1_000;

    @Option(names = "--count", paramLabel = "<n>", description = "Machines to verify, 1 to 1000 (default: 20).")
    @Nullable
    Integer count;

    @Option(
            names = "--parallel",
            paramLabel = "<n>",
            description = "Machines under way at once (default: 4); no more than --max-rentals.")
    @Nullable
    Integer parallel;

    @Option(
            names = "--sample",
            paramLabel = "<best|spread>",
            description = "Which machines: the best of the ranking, or spread over hosts, GPUs, countries and prices"
                    + " (default: spread).")
    @Nullable
    String sample;

    @Option(
            names = "--resume",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "<survey>",
            description = "Go on with what is left of a survey: its id, or a beginning of it (default: the newest).")
    @Nullable
    String resume;

    @Option(names = "--max-spend", paramLabel = "<usd>", description = "Most USD for the whole survey (default: 2.00).")
    @Nullable
    String maxSpend;

    @Option(
            names = "--max-spend-day",
            paramLabel = "<usd>",
            description = "Most USD for all runs of a calendar day, UTC (default: none).")
    @Nullable
    String maxSpendDay;

    @Option(
            names = "--max-spend-month",
            paramLabel = "<usd>",
            description = "Most USD for all runs of a calendar month, UTC (default: none).")
    @Nullable
    String maxSpendMonth;

    @Option(
            names = "--balance-floor",
            paramLabel = "<usd>",
            description = "Credit that must be left at worst (default: none).")
    @Nullable
    String balanceFloor;

    @Option(
            names = "--max-rentals",
            paramLabel = "<n>",
            description = "Most rentals of ours alive at once, those of other commands included (default: 4).")
    @Nullable
    String maxRentals;

    @Option(names = "--deadline", paramLabel = "<duration>", description = "Longest it may take (default: 2h).")
    @Nullable
    String deadline;

    @Option(names = "--dry-run", description = "Show the sample and the worst-case cost; rent nothing.")
    boolean dryRun;

    @Option(names = "--label-prefix", paramLabel = "<text>", description = "Begins our labels (default: vastctl).")
    @Nullable
    String labelPrefix;

    int count() {
        return within("--count", Optional.ofNullable(count).orElse(USUAL_COUNT));
    }

    int parallel() {
        return within("--parallel", Optional.ofNullable(parallel).orElse(USUAL_PARALLEL));
    }

    private static int within(String option, int number) {
        if (number < 1 || number > MOST)
            throw new UsageException(option + " " + number + ": expected a number from 1 to " + MOST);
        return number;
    }

    Sample sample() {
        String word = Optional.ofNullable(sample).orElse("spread");
        return Arrays.stream(Sample.values())
                .filter(known -> word(known).equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("--sample " + word + ": expected best or spread"));
    }

    static String word(Sample sample) {
        return sample.name().toLowerCase(Locale.ROOT);
    }

    /** What a run of the survey is to keep to. */
    RunRequest request(Demand demand, Settings settings, Origin origin) {
        RunOptions bounds = new RunOptions();
        bounds.maxSpend = maxSpend;
        bounds.maxSpendDay = maxSpendDay;
        bounds.maxSpendMonth = maxSpendMonth;
        bounds.balanceFloor = balanceFloor;
        bounds.maxRentals = maxRentals;
        bounds.deadline = deadline;
        bounds.labelPrefix = labelPrefix;
        RunRequest request =
                bounds.request(Survey.COMMAND, demand, settings, origin).hedged(false);
        int most = request.ceilings().maxRentals();
        if (parallel() > most)
            throw new UsageException("--parallel " + parallel() + ": at most " + most
                    + " rentals may live at once: add --max-rentals " + parallel());
        return request;
    }

    /** What a resumed survey needs again, as one JSON document. */
    static String document(DemandOptions demand, Settings settings) {
        ObjectNode json = Json.object()
                .put("workload", DemandOptions.value(settings, Settings.WORKLOAD, demand.workload))
                .put("strictness", DemandOptions.value(settings, Settings.STRICTNESS, demand.strictness))
                .put("interruptible", demand.interruptible);
        put(json, "image", demand.image);
        put(json, "model", demand.model);
        put(json, "maxPrice", demand.maxPrice);
        put(json, "minPrice", demand.minPrice);
        put(json, "numGpus", demand.numGpus);
        put(json, "gpu", demand.gpu == null ? null : String.join(",", demand.gpu));
        put(json, "excludeRegion", demand.excludeRegion == null ? null : String.join(",", demand.excludeRegion));
        return Json.line(json);
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) json.put(name, value);
    }

    /** Fills in what was not given now; the workload and the strictness of a survey do not change. */
    static void restore(DemandOptions demand, String document) {
        try {
            JsonNode json = new ObjectMapper().readTree(document);
            requireSame("--workload", demand.workload, json.path("workload").asText());
            requireSame(
                    "--strictness", demand.strictness, json.path("strictness").asText());
            demand.workload = json.path("workload").asText();
            demand.strictness = json.path("strictness").asText();
            demand.interruptible |= json.path("interruptible").asBoolean();
            demand.image = or(demand.image, json, "image");
            demand.model = or(demand.model, json, "model");
            demand.maxPrice = or(demand.maxPrice, json, "maxPrice");
            demand.minPrice = or(demand.minPrice, json, "minPrice");
            demand.numGpus = or(demand.numGpus, json, "numGpus");
            if (demand.gpu == null && json.has("gpu"))
                demand.gpu = List.of(json.path("gpu").asText().split(",", -1));
            if (demand.excludeRegion == null && json.has("excludeRegion"))
                demand.excludeRegion =
                        List.of(json.path("excludeRegion").asText().split(",", -1));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a survey whose options cannot be read", e);
        }
    }

    private static void requireSame(String option, @Nullable String given, String stored) {
        if (given != null && !given.equals(stored))
            throw new UsageException(option + " " + given + ": this survey is of " + stored + "; leave the option out");
    }

    private static @Nullable String or(@Nullable String given, JsonNode json, String name) {
        return given != null || !json.has(name) ? given : json.path(name).asText();
    }
}
