package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The operators of a filter. {@code le} and {@code ge} are not among them. Clients send numbers and truth
 * values as text too, so the text counts for what it says.
 */
public enum FilterOp {
    EQ,
    NEQ,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    NOTIN;

    /** The operator of that name, as it stands in a query. */
    public static Optional<FilterOp> named(String word) {
        return Arrays.stream(values())
                .filter(op -> op.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    boolean isUpperLimit() {
        return this == LT || this == LTE;
    }

    /**
     * Whether the condition holds. A field that is absent or null satisfies the negative operators, and those
     * that name null.
     */
    public boolean holds(JsonNode value, JsonNode wanted) {
        return switch (this) {
            case EQ -> same(value, wanted);
            case NEQ -> !same(value, wanted);
            case IN -> contains(wanted, value);
            case NOTIN -> !contains(wanted, value);
            case GT -> present(value) && compare(value, wanted) > 0;
            case GTE -> present(value) && compare(value, wanted) >= 0;
            case LT -> present(value) && compare(value, wanted) < 0;
            case LTE -> present(value) && compare(value, wanted) <= 0;
        };
    }

    private static boolean present(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode entry : list) {
            if (same(value, entry)) return true;
        }
        return false;
    }

    private static boolean same(JsonNode value, JsonNode wanted) {
        if (!present(value) || !present(wanted)) return present(value) == present(wanted);
        if (value.isNumber()) {
            OptionalDouble number = number(wanted);
            return number.isPresent() && value.asDouble() == number.getAsDouble();
        }
        return value.asText().equalsIgnoreCase(wanted.asText())
                && (value.isBoolean() || value.asText().equals(wanted.asText()));
    }

    /** The number that it is, or says in text. */
    private static OptionalDouble number(JsonNode wanted) {
        if (wanted.isNumber()) return OptionalDouble.of(wanted.asDouble());
        try {
            return OptionalDouble.of(Double.parseDouble(wanted.asText().strip()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static int compare(JsonNode a, JsonNode b) {
        return a.isTextual() ? a.asText().compareTo(b.asText()) : Double.compare(a.asDouble(), b.asDouble());
    }
}
