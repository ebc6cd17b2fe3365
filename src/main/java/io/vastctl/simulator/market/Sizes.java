package io.vastctl.simulator.market;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a scenario says of download sizes, in GB; what it does not name follows {@link Registry}. A name may hold
 * {@code *} for any letters. An exact name goes before a pattern, an earlier pattern before a later one.
 */
record Sizes(Map<String, Double> images, Map<String, Double> models) {

    static final Sizes NONE = new Sizes(Map.of(), Map.of());

    public Sizes {
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /** Download size of an image. */
    public double imageGb(String image) {
        return find(images, image).orElseGet(() -> Registry.imageGb(image));
    }

    /** Download size of a model. */
    public double modelGb(String model) {
        return find(models, model).orElseGet(() -> Registry.modelGb(model));
    }

    private static OptionalDouble find(Map<String, Double> sizes, String name) {
        Double exact = sizes.get(name);
        if (exact != null) return OptionalDouble.of(exact);
        return sizes.entrySet().stream()
                .filter(size -> matches(size.getKey(), name))
                .mapToDouble(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the pattern fits, {@code *} standing for any letters, slashes too. */
    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        if (star < 0) return pattern.equals(name);
        if (!name.startsWith(pattern.substring(0, star))) return false;
        String rest = pattern.substring(star + 1);
        for (int from = star; from <= name.length(); from++) {
            if (matches(rest, name.substring(from))) return true;
        }
        return false;
    }
}
