package io.vastctl.simulator.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often what goes wrong, and what a market is like otherwise. {@code docs/reference/scenarios.md} describes the
 * file.
 *
 * @param searchLimit most rows that a search returns, whatever was asked for
 * @param credit what the account begins with, in USD
 * @param rates share from 0 to 1 per fault; a fault that is not named never happens
 * @param machines faults that a machine has in any case
 * @param hosts faults that all machines of an owner have in any case
 * @param latency how long the API takes for an answer
 * @param timeline what happens at a time of its own
 * @param demand what the users of a server that listens ask of its cards, as a share of their time, 0 to 1
 * @param offeredMachines how many machines a generated market has; 0 for as many as usual
 */
public record Scenario(
        String name,
        int searchLimit,
        double credit,
        Map<Fault, Double> rates,
        Map<Long, Set<Fault>> machines,
        Map<Long, Set<Fault>> hosts,
        Sizes sizes,
        Speeds speeds,
        Latency latency,
        List<Ordered> timeline,
        double demand,
        int offeredMachines) {

    private static final List<String> BUILT_IN = List.of("calm", "ordinary", "hostile");

    /** From the shortest to the longest. */
    public record Latency(Duration least, Duration most) {
        static final Latency USUAL = new Latency(Duration.ofMillis(150), Duration.ofMillis(400));
    }

    public Scenario {
        rates = Map.copyOf(rates);
        machines = Map.copyOf(machines);
        hosts = Map.copyOf(hosts);
        timeline = List.copyOf(timeline);
    }

    /** The same without anybody who uses what is rented. */
    public Scenario(
            String name,
            int searchLimit,
            double credit,
            Map<Fault, Double> rates,
            Map<Long, Set<Fault>> machines,
            Map<Long, Set<Fault>> hosts,
            Sizes sizes,
            Speeds speeds,
            Latency latency,
            List<Ordered> timeline) {
        this(name, searchLimit, credit, rates, machines, hosts, sizes, speeds, latency, timeline, 0, 0);
    }

    /** Rates alone; the rest as in a scenario file that does not name it. */
    public Scenario(String name, int searchLimit, Map<Fault, Double> rates) {
        this(
                name,
                searchLimit,
                Market.STARTING_CREDIT,
                rates,
                Map.of(),
                Map.of(),
                Sizes.NONE,
                Speeds.REAL,
                Latency.USUAL,
                List.of(),
                0,
                0);
    }

    /** The same market with so many machines. */
    public Scenario withMachines(int number) {
        return new Scenario(
                name, searchLimit, credit, rates, machines, hosts, sizes, speeds, latency, timeline, demand, number);
    }

    /** The same market for an account of so many USD. */
    public Scenario withCredit(double dollars) {
        return new Scenario(
                name,
                searchLimit,
                dollars,
                rates,
                machines,
                hosts,
                sizes,
                speeds,
                latency,
                timeline,
                demand,
                offeredMachines);
    }

    /** The scenarios that come with the tool. */
    public static List<String> names() {
        return BUILT_IN;
    }

    /**
     * The scenario of that name, or the one in that file.
     *
     * @param nameOrPath a path if it holds a slash or ends in {@code .yaml} or {@code .yml}
     * @throws IllegalArgumentException one line: there is none, or {@code FILE:LINE: what is wrong with it}
     */
    public static Scenario of(String nameOrPath) {
        return isPath(nameOrPath) ? read(Path.of(nameOrPath)) : named(nameOrPath);
    }

    /** Whether {@link #of} takes the text for a path. */
    public static boolean isPath(String text) {
        return text.contains("/") || text.endsWith(".yaml") || text.endsWith(".yml");
    }

    /**
     * Reads a scenario file.
     *
     * @throws IllegalArgumentException one line that names the file and the line
     */
    public static Scenario read(Path file) {
        return ScenarioFile.read(file);
    }

    /**
     * Reads a built-in scenario.
     *
     * @throws IllegalArgumentException if there is no scenario of that name
     */
    public static Scenario named(String name) {
        if (!BUILT_IN.contains(name)) {
            throw new IllegalArgumentException("unknown scenario '" + name + "'" + Nearest.hint(name, BUILT_IN)
                    + "; there are " + String.join(", ", BUILT_IN) + ", and files whose names end in .yaml");
        }
        return ScenarioFile.parse(name, name + ".yaml", builtIn(name));
    }

    static String builtIn(String name) {
        String resource = "/io/vastctl/simulator/scenarios/" + name + ".yaml";
        try (InputStream file = Scenario.class.getResourceAsStream(resource)) {
            if (file == null) throw new IllegalStateException("missing resource " + resource);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in scenario " + name, e);
        }
    }

    static String text(Path file) {
        if (!Files.isRegularFile(file)) throw new IllegalArgumentException(file + ": there is no such scenario file");
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    double rate(Fault fault) {
        return rates.getOrDefault(fault, 0.0);
    }

    /** Whether a machine has that fault whatever the dice say. */
    boolean has(long machineId, long hostId, Fault fault) {
        return machines.getOrDefault(machineId, Set.of()).contains(fault)
                || hosts.getOrDefault(hostId, Set.of()).contains(fault);
    }

    /** Whether the time line wants that fault then. */
    boolean orders(Fault fault, long machineId, Duration sinceStart) {
        return timeline.stream()
                .anyMatch(entry -> entry.what().equals(new Ordered.What.FaultOn(fault))
                        && entry.concerns(machineId)
                        && entry.covers(sinceStart));
    }
}
