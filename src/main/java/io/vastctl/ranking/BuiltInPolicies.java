package io.vastctl.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads {@code policies.yaml} and {@code baselines.yaml}, of which it knows what is in them: names, and indented {@code field: value} lines.
 * A line that is neither stops the program, and so does a field that is missing.
 */
final class BuiltInPolicies {

    private static final int FIELDS = PolicyField.values().length;

    private BuiltInPolicies() {}

    /** The most careful one first. */
    static List<StrictnessPolicy> read(String resource) {
        try (InputStream in = BuiltInPolicies.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is not in the JAR");
            return parse(
                    resource,
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param file names it in an error */
    static List<StrictnessPolicy> parse(String file, List<String> lines) {
        List<StrictnessPolicy> policies = new ArrayList<>();
        Set<PolicyField> missing = EnumSet.noneOf(PolicyField.class);
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (line.isBlank() || line.startsWith("#")) continue;
            if (colon < 0) throw broken(file, line);
            String value = line.substring(colon + 1);
            if (line.startsWith("  ") && !policies.isEmpty()) {
                PolicyField field =
                        PolicyField.named(line.substring(0, colon).strip()).orElseThrow(() -> broken(file, line));
                int last = policies.size() - 1;
                policies.set(last, field.apply(policies.get(last), value));
                missing.remove(field);
            } else {
                if (!missing.isEmpty() || !value.isBlank()) throw broken(file, line);
                policies.add(nothingAsked(line.substring(0, colon)));
                missing = EnumSet.allOf(PolicyField.class);
            }
        }
        if (!missing.isEmpty() || policies.isEmpty()) throw broken(file, "its end: " + missing + " of " + FIELDS);
        return List.copyOf(policies);
    }

    private static StrictnessPolicy nothingAsked(String name) {
        return new StrictnessPolicy(name, 0, 0, false, OptionalInt.empty(), false, Set.of());
    }

    private static IllegalStateException broken(String file, String line) {
        return new IllegalStateException(file + " is broken at: " + line);
    }
}
