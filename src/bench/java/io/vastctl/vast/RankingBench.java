package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.offer.Offer;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.Evidence;
import io.vastctl.ranking.Experience;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.Ranking;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.ranking.TrackRecord;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Parse, gate and rank, against the bare token stream of the same bytes. The rows are those of a real answer,
 * copied with other ids and prices; pages of 1000 rows, as the API serves them at most. Lies in this package to
 * reach the reader of offers without a socket.
 */
@State(Scope.Benchmark)
public class RankingBench {

    private static final String SAMPLE = "../shared/reference/samples/offers-ondemand-2026-09-28.json";
    private static final int PAGE = 1000;
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final JsonFactory PLAIN = new JsonFactory();

    private List<byte[]> pages = List.of();
    private final Demand demand = demand();
    private Experience experience = experience(1);

    @Setup
    public void load() throws IOException {
        Path sample = Path.of(System.getProperty("sample", SAMPLE));
        int offers = Integer.getInteger("offers", 20_000);
        pages = pages(sample, offers);
        experience = experience(offers);
    }

    /** The limit: every token of the same bytes and nothing else. */
    @Benchmark
    public long tokenStream() throws IOException {
        long tokens = 0;
        for (byte[] page : pages) {
            try (JsonParser parser = PLAIN.createParser(page)) {
                while (parser.nextToken() != null) tokens++;
            }
        }
        return tokens;
    }

    @Benchmark
    public List<Offer> parse() throws IOException {
        List<Offer> offers = new ArrayList<>();
        for (byte[] page : pages) {
            for (OfferRow row : OfferListing.read(page).orElseThrow()) {
                row.toOffer(demand.workload().diskGb()).ifPresent(offers::add);
            }
        }
        return offers;
    }

    @Benchmark
    public Ranked parseGateRank() throws IOException {
        return Ranking.rank(parse(), demand, experience, NOW);
    }

    /** One fork of each in turn, so often; then the medians and their ratios. */
    public static void main(String[] args) throws RunnerException {
        int offers = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        String sample = args.length > 2 ? args[2] : SAMPLE;
        if (!Files.exists(Path.of(sample))) {
            System.err.println("ranking: " + sample + " is missing: run from the project's folder, or name a saved search answer");
            System.exit(2);
        }
        Map<String, List<Double>> means = new LinkedHashMap<>();
        for (String name : List.of("tokenStream", "parse", "parseGateRank")) means.put(name, new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            means.forEach((name, values) -> values.add(oneFork(name, offers, sample)));
        }
        double limit = median(means.get("tokenStream"));
        System.out.printf(Locale.ROOT, "%d offers; JMH %s, medians of %d forks in turn%n", offers,
                org.openjdk.jmh.util.Version.getPlainVersion(), rounds);
        means.forEach((name, values) -> System.out.printf(Locale.ROOT,
                "%-14s %7.1f ms   %.2f of the token stream   (%.1f to %.1f ms)%n", name, median(values),
                median(values) / limit, Collections.min(values), Collections.max(values)));
    }

    private static double oneFork(String name, int offers, String sample) {
        try {
            return new Runner(new OptionsBuilder()
                            .include("RankingBench\\." + name + "$")
                            .mode(Mode.AverageTime).timeUnit(TimeUnit.MILLISECONDS)
                            .forks(1).warmupIterations(5).warmupTime(TimeValue.seconds(1))
                            .measurementIterations(5).measurementTime(TimeValue.seconds(1))
                            .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-Doffers=" + offers, "-Dsample=" + sample)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .runSingle()
                    .getPrimaryResult()
                    .getScore();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> pages(Path sample, int offers) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode rows = mapper.readTree(sample.toFile()).path("offers");
        Random random = new Random(20);
        List<byte[]> pages = new ArrayList<>();
        ArrayNode page = mapper.createArrayNode();
        for (int number = 1; number <= offers; number++) {
            ObjectNode row = rows.get(random.nextInt(rows.size())).deepCopy();
            double price = row.path("dph_base").asDouble() * (0.7 + 0.6 * random.nextDouble());
            row.put("id", 40_000_000L + number).put("ask_contract_id", 40_000_000L + number);
            row.put("machine_id", 1000 + number).put("host_id", 1 + number / 4);
            row.put("dph_base", price).put("dph_total", price + row.path("storage_total_cost").asDouble());
            row.put("inet_down", 50 + 3000 * random.nextDouble()).put("reliability", 1 - 0.05 * random.nextDouble());
            page.add(row);
            if (page.size() == PAGE || number == offers) {
                pages.add(mapper.writeValueAsBytes(mapper.createObjectNode().set("offers", page)));
                page = mapper.createArrayNode();
            }
        }
        return pages;
    }

    private static Demand demand() {
        Workload workload = new Workload("tinyllama", "vllm", "vllm/vllm-openai:v0.10.2", "org/model", List.of(),
                OptionalInt.empty(), 8000, 8, 40, 8.5, 2.2, OptionalDouble.of(12.0), OptionalInt.of(700), Map.of(),
                Set.of(), Optional.empty());
        return new Demand(workload, StrictnessPolicy.BALANCED, OfferFilter.defaults());
    }

    /** One machine in twenty was tried some times. */
    private static Experience experience(int offers) {
        Random random = new Random(21);
        List<Evidence> evidence = new ArrayList<>();
        for (int number = 0; number < offers / 4; number++) {
            int machine = 1 + random.nextInt(Math.max(1, offers / 20)) * 20;
            evidence.add(new Evidence(1000 + machine, 1 + machine / 4, random.nextInt(4) > 0,
                    NOW.minus(Duration.ofHours(random.nextInt(2000)))));
        }
        TrackRecord record = TrackRecord.of(evidence, Constants.STANDARD, NOW);
        return new Experience(record.machines(), record.hosts(), record.market(), Map.of(), Map.of(), Set.of(), Set.of(),
                List.of(), Constants.STANDARD);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
