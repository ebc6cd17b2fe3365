package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Scenario.Latency;
import io.vastctl.simulator.market.Speeds.Speed;
import io.vastctl.simulator.market.YamlNode.Bad;
import io.vastctl.simulator.market.YamlNode.Fields;
import io.vastctl.simulator.market.YamlNode.Items;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads a scenario file, on top of the one that it extends. The first thing that is wrong is told with its line. */
final class ScenarioFile {

    private static final int DEEPEST = 8;
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_MACHINES = 20_000;
    private static final List<String> KEYS = List.of(
            "extends",
            "searchLimit",
            "credit",
            "latency",
            "faults",
            "machines",
            "hosts",
            "images",
            "models",
            "speeds",
            "timeline",
            "demand",
            "offeredMachines");

    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private final Map<Long, Set<Fault>> machines = new TreeMap<>();
    private final Map<Long, Set<Fault>> hosts = new TreeMap<>();
    private final Map<String, Double> images = new LinkedHashMap<>();
    private final Map<String, Double> models = new LinkedHashMap<>();
    private final Map<Long, Speed> speeds = new TreeMap<>();
    private final List<Ordered> timeline = new ArrayList<>();
    private Optional<Speed> allSpeed = Optional.empty();
    private Latency latency = Latency.USUAL;
    private double credit = Market.STARTING_CREDIT;
    private int searchLimit = 1000;
    private double demand;
    private int offeredMachines;

    private ScenarioFile() {}

    static Scenario read(Path file) {
        Path last = file.getFileName();
        String name = last == null ? file.toString() : last.toString().replaceFirst("\\.ya?ml$", "");
        ScenarioFile reading = new ScenarioFile();
        reading.layer(file.toString(), Scenario.text(file), Optional.ofNullable(file.getParent()), 0);
        return reading.scenario(name);
    }

    /** @param file what messages call it */
    static Scenario parse(String name, String file, String content) {
        ScenarioFile reading = new ScenarioFile();
        reading.layer(file, content, Optional.empty(), 0);
        return reading.scenario(name);
    }

    private Scenario scenario(String name) {
        return new Scenario(
                name,
                searchLimit,
                credit,
                rates,
                machines,
                hosts,
                new Sizes(images, models),
                new Speeds(allSpeed, speeds),
                latency,
                timeline,
                demand,
                offeredMachines);
    }

    private void layer(String file, String content, Optional<Path> folder, int depth) {
        try {
            Fields whole = YamlNode.parse(content);
            ScenarioValues.onlyKeys(whole, "", KEYS);
            YamlNode base = whole.fields().get("extends");
            if (base != null) extend(base, folder, depth);
            whole.fields().forEach(this::field);
        } catch (Bad e) {
            throw new IllegalArgumentException(file + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }

    private void extend(YamlNode base, Optional<Path> folder, int depth) {
        String name = ScenarioValues.text(base, "extends");
        if (depth == DEEPEST)
            throw new Bad(base.line(), "extends: more than " + DEEPEST + " files deep, or in a circle");
        if (Scenario.names().contains(name)) {
            layer(name + ".yaml", Scenario.builtIn(name), Optional.empty(), depth + 1);
            return;
        }
        if (!Scenario.isPath(name)) {
            throw new Bad(
                    base.line(), "extends: unknown scenario '" + name + "'" + Nearest.hint(name, Scenario.names()));
        }
        Path file = folder.map(parent -> parent.resolve(name)).orElse(Path.of(name));
        layer(file.toString(), Scenario.text(file), Optional.ofNullable(file.getParent()), depth + 1);
    }

    private void field(String key, YamlNode value) {
        switch (key) {
            case "extends" -> {}
            case "searchLimit" -> searchLimit = (int) ScenarioValues.number(value, key, 1, MOST_ROWS);
            case "credit" -> credit = ScenarioValues.number(value, key, 0, 1e9);
            case "demand" -> demand = ScenarioValues.number(value, key, 0, 1);
            case "latency" -> latency = latency(value);
            case "offeredMachines" -> offeredMachines = (int) ScenarioValues.number(value, key, 1, MOST_MACHINES);
            case "faults" ->
                ScenarioValues.fields(value, key)
                        .fields()
                        .forEach((id, rate) -> rates.put(
                                ScenarioValues.fault(
                                        id, ScenarioValues.fields(value, key).lineOf(id), key),
                                ScenarioValues.number(rate, key + ": " + id, 0, 1)));
            case "machines" -> faultsOf(value, key, machines);
            case "hosts" -> faultsOf(value, key, hosts);
            case "images" -> sizes(value, key, images);
            case "models" -> sizes(value, key, models);
            case "speeds" -> speeds(value);
            default -> timeline.addAll(ScenarioTimeline.read(value));
        }
    }

    private static Latency latency(YamlNode value) {
        if (!(value instanceof Items range) || range.items().size() != 2) {
            throw new Bad(value.line(), "latency: expected the shortest and the longest, such as [150ms, 400ms]");
        }
        Duration least = ScenarioValues.duration(range.items().get(0), "latency");
        Duration most = ScenarioValues.duration(range.items().get(1), "latency");
        if (most.compareTo(least) < 0) throw new Bad(value.line(), "latency: the longest is shorter than the shortest");
        return new Latency(least, most);
    }

    private static void faultsOf(YamlNode value, String where, Map<Long, Set<Fault>> into) {
        Fields owners = ScenarioValues.fields(value, where);
        owners.fields().forEach((id, list) -> {
            long number = ScenarioValues.id(id, owners.lineOf(id), where);
            String here = where + ": " + id;
            if (!(list instanceof Items items)) {
                throw new Bad(list.line(), here + ": expected a list of faults, such as [cdi-injection]");
            }
            Set<Fault> faults = EnumSet.noneOf(Fault.class);
            for (YamlNode item : items.items()) {
                Fault fault = ScenarioValues.fault(ScenarioValues.text(item, here), item.line(), here);
                if (!fault.ofMachine()) {
                    throw new Bad(item.line(), here + ": '" + fault.id() + "' is no fault of a machine");
                }
                faults.add(fault);
            }
            into.put(number, faults);
        });
    }

    /** The names of this file go before those of the file that it extends. */
    private static void sizes(YamlNode value, String where, Map<String, Double> into) {
        Map<String, Double> before = new LinkedHashMap<>(into);
        into.clear();
        ScenarioValues.fields(value, where)
                .fields()
                .forEach((name, size) ->
                        into.put(name, ScenarioValues.number(size, where + ": " + name, 0.001, 10_000)));
        before.forEach(into::putIfAbsent);
    }

    private void speeds(YamlNode value) {
        Fields given = ScenarioValues.fields(value, "speeds");
        given.fields().forEach((id, speed) -> {
            if (id.equals("all")) allSpeed = Optional.of(ScenarioValues.speed(speed, "speeds: all"));
            else
                speeds.put(
                        ScenarioValues.id(id, given.lineOf(id), "speeds"),
                        ScenarioValues.speed(speed, "speeds: " + id));
        });
    }
}
