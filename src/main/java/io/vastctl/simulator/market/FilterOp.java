package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The operators of a search. {@code le} and {@code ge} are not among them. */
enum FilterOp {
    EQ,
    NEQ,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    NOTIN;

    static Optional<FilterOp> named(String word) {
        return Arrays.stream(values())
                .filter(op -> op.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    boolean isUpperLimit() {
        return this == LT || this == LTE;
    }

    /** Whether the condition holds; a field that is absent or null satisfies only the negative operators. */
    boolean holds(JsonNode value, JsonNode wanted) {
        if (value.isMissingNode() || value.isNull()) return this == NEQ || this == NOTIN;
        return switch (this) {
            case EQ -> same(value, wanted);
            case NEQ -> !same(value, wanted);
            case IN -> contains(wanted, value);
            case NOTIN -> !contains(wanted, value);
            case GT -> compare(value, wanted) > 0;
            case GTE -> compare(value, wanted) >= 0;
            case LT -> compare(value, wanted) < 0;
            case LTE -> compare(value, wanted) <= 0;
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode entry : list) {
            if (same(value, entry)) return true;
        }
        return false;
    }

    private static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) return a.asDouble() == b.asDouble();
        return a.asText().equals(b.asText());
    }

    private static int compare(JsonNode a, JsonNode b) {
        return a.isTextual() ? a.asText().compareTo(b.asText()) : Double.compare(a.asDouble(), b.asDouble());
    }
}
