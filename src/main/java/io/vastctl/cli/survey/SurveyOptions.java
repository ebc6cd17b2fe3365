package io.vastctl.cli.survey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.Flag;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Settings;
import io.vastctl.ranking.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a survey verifies. */
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

    int count() {
        return Flag.within("--count", Optional.ofNullable(count).orElse(USUAL_COUNT), 1, MOST);
    }

    int parallel() {
        return Flag.within("--parallel", Optional.ofNullable(parallel).orElse(USUAL_PARALLEL), 1, MOST);
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

    /** @throws UsageException if more are to be under way than may live */
    void requireRoom(int mostRentals) {
        if (parallel() > mostRentals)
            throw new UsageException("--parallel " + parallel() + ": at most " + mostRentals
                    + " rentals may live at once: add --max-rentals " + parallel());
    }

    /** What a resumed survey needs again, as one JSON document. */
    static String document(DemandOptions demand, Settings settings) {
        ObjectNode json = Json.object()
                .put("workload", Flag.value(settings, Settings.WORKLOAD, demand.workload))
                .put("strictness", Flag.value(settings, Settings.STRICTNESS, demand.strictness))
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
