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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * Parse, gate and rank, against the bare token stream of the same bytes. The rows are those of a real answer,
 * copied with other ids and prices; pages of 1000 rows, as the API serves them at most. Lies in this package to
 * reach the reader of offers without a socket.
 */
public final class RankingBench {

    private static final Path SAMPLE = Path.of("../shared/reference/samples/offers-ondemand-2026-09-28.json");
    private static final int PAGE = 1000;
    private static final int WARM_UP = 15;
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final JsonFactory PLAIN = new JsonFactory();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<byte[]> pages;
    private final Demand demand;
    private final Experience experience;

    private RankingBench(List<byte[]> pages, Demand demand, Experience experience) {
        this.pages = pages;
        this.demand = demand;
        this.experience = experience;
    }

    public static void main(String[] args) throws IOException {
        int offers = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Path sample = args.length > 2 ? Path.of(args[2]) : SAMPLE;
        if (!Files.exists(sample)) {
            System.err.println("ranking: " + sample + " is missing: run from the project's folder, or name a saved search answer");
            System.exit(2);
        }
        RankingBench bench = new RankingBench(pages(sample, offers), demand(), experience(offers));
        long bytes = bench.pages.stream().mapToLong(page -> page.length).sum();
        long tokens = 0;
        int eligible = 0;
        for (int round = 0; round < WARM_UP; round++) {
            tokens = bench.stream();
            bench.parse();
            eligible = bench.all().eligible().size();
        }
        double[][] wall = new double[3][rounds];
        double[][] cpu = new double[3][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int kind = 0; kind < 3; kind++) {
                long began = System.nanoTime();
                long cpuBegan = THREADS.getCurrentThreadCpuTime();
                if (kind == 0) bench.stream();
                else if (kind == 1) bench.parse();
                else bench.all();
                cpu[kind][round] = (THREADS.getCurrentThreadCpuTime() - cpuBegan) / 1e6;
                wall[kind][round] = (System.nanoTime() - began) / 1e6;
            }
        }
        System.out.printf(Locale.ROOT, "%d offers, %d eligible, %.1f MB, %d tokens; medians of %d rounds in turn%n",
                offers, eligible, bytes / 1e6, tokens, rounds);
        String[] names = {"token stream", "parse", "parse, gate and rank"};
        for (int kind = 0; kind < 3; kind++) {
            System.out.printf(Locale.ROOT, "%-22s %7.1f ms wall %7.1f ms CPU   ratio %.2f wall %.2f CPU%n", names[kind],
                    median(wall[kind]), median(cpu[kind]), median(wall[kind]) / median(wall[0]),
                    median(cpu[kind]) / median(cpu[0]));
        }
    }

    private long stream() throws IOException {
        long tokens = 0;
        for (byte[] page : pages) {
            try (JsonParser parser = PLAIN.createParser(page)) {
                while (parser.nextToken() != null) tokens++;
            }
        }
        return tokens;
    }

    private List<Offer> parse() throws IOException {
        List<Offer> offers = new ArrayList<>();
        for (byte[] page : pages) {
            for (OfferRow row : OfferListing.read(page).orElseThrow()) {
                row.toOffer(demand.workload().diskGb()).ifPresent(offers::add);
            }
        }
        return offers;
    }

    private Ranked all() throws IOException {
        return Ranking.rank(parse(), demand, experience, NOW);
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

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
