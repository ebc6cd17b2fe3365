package io.vastctl.ranking;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The fields of a policy as they are written, in the resource file and in the operator's config file. */
public enum PolicyField {
    MIN_RELIABILITY("a number from 0 to 1, such as 0.98") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            double value = Double.parseDouble(matched(text, "\\d(\\.\\d+)?"));
            return policy.with(value, policy.minDirectPorts());
        }
    },
    MIN_DIRECT_PORTS("a whole number of ports, such as 8") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            return policy.with(policy.minReliability(), Integer.parseInt(matched(text, "\\d{1,5}")));
        }
    },
    PROVEN_FIRST("true or false") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            return policy.with(flag(text), policy.verifiedOnly());
        }
    },
    BAR_HOST_AFTER("a whole number of machines from 1 up, or never") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            return policy.with(
                    text.equals("never")
                            ? OptionalInt.empty()
                            : OptionalInt.of(Integer.parseInt(matched(text, "[1-9]\\d{0,3}"))));
        }
    },
    VERIFIED_ONLY("true or false") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            return policy.with(policy.provenFirst(), flag(text));
        }
    },
    EXCLUDED_COUNTRIES("country codes of two letters, such as RU,CN, or nothing for none") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            Set<String> codes = new TreeSet<>();
            for (String code : text.split(",", -1)) {
                if (!code.isBlank())
                    codes.add(matched(code.strip(), "[A-Za-z]{2}").toUpperCase(Locale.ROOT));
            }
            return policy.with(codes);
        }
    },
    ORDER("expected-cost, price or success-then-price") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            Order order = Order.named(text).orElseThrow(() -> new IllegalArgumentException("unexpected: " + text));
            return policy.with(order, policy.bars());
        }
    },
    BARS("true or false") {
        @Override
        StrictnessPolicy set(StrictnessPolicy policy, String text) {
            return policy.with(policy.order(), flag(text));
        }
    };

    private final String expected;

    PolicyField(String expected) {
        this.expected = expected;
    }

    /** {@code min-reliability}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Completes "expected …". */
    public String expected() {
        return expected;
    }

    public static List<String> ids() {
        return Arrays.stream(values()).map(PolicyField::id).toList();
    }

    public static Optional<PolicyField> named(String id) {
        return Arrays.stream(values()).filter(field -> field.id().equals(id)).findFirst();
    }

    /**
     * The policy with this field as written.
     *
     * @throws IllegalArgumentException if the text is not as {@link #expected}
     */
    public StrictnessPolicy apply(StrictnessPolicy policy, String text) {
        return set(policy, text.strip());
    }

    abstract StrictnessPolicy set(StrictnessPolicy policy, String text);

    private static boolean flag(String text) {
        return matched(text, "true|false").equals("true");
    }

    private static String matched(String text, String pattern) {
        if (!Pattern.matches(pattern, text)) throw new IllegalArgumentException("unexpected: " + text);
        return text;
    }
}
