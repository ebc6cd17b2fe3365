package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often what goes wrong.
 *
 * @param searchLimit most rows that a search returns, whatever was asked for
 * @param rates share from 0 to 1 per fault; a fault that is not named never happens
 */
public record Scenario(String name, int searchLimit, Map<Fault, Double> rates) {

    private static final List<String> BUILT_IN = List.of("calm", "ordinary", "hostile");

    public Scenario {
        rates = Map.copyOf(rates);
    }

    /** The scenarios that come with the tool. */
    public static List<String> names() {
        return BUILT_IN;
    }

    /**
     * Reads a built-in scenario.
     *
     * @throws IllegalArgumentException if there is no scenario of that name
     */
    public static Scenario named(String name) {
        if (!BUILT_IN.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown scenario '" + name + "'; there are " + String.join(", ", BUILT_IN));
        }
        try (InputStream file =
                Scenario.class.getResourceAsStream("/io/vastctl/simulator/scenarios/" + name + ".yaml")) {
            return read(name, new YAMLMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the built-in scenario " + name, e);
        }
    }

    double rate(Fault fault) {
        return rates.getOrDefault(fault, 0.0);
    }

    private static Scenario read(String name, JsonNode file) {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        file.path("faults").properties().forEach(entry -> {
            double rate = entry.getValue().asDouble(-1);
            if (rate < 0 || rate > 1) {
                throw new IllegalArgumentException(
                        "scenario " + name + ": the rate of " + entry.getKey() + " must be from 0 to 1");
            }
            rates.put(fault(name, entry.getKey()), rate);
        });
        return new Scenario(name, file.path("searchLimit").asInt(1000), rates);
    }

    private static Fault fault(String scenario, String id) {
        Optional<Fault> known = Arrays.stream(Fault.values())
                .filter(fault -> fault.id().equals(id))
                .findFirst();
        return known.orElseThrow(
                () -> new IllegalArgumentException("scenario " + scenario + ": there is no fault '" + id + "'"));
    }
}
