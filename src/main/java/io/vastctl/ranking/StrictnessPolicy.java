package io.vastctl.ranking;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How careful a run chooses. A policy is static data: nothing tunes it while it is used.
 *
 * @param name the word of {@code --strictness}
 * @param minReliability least reliability of a machine, 0 to 1
 * @param minDirectPorts least number of open ports
 * @param provenFirst whether machines and hosts that worked for us come before all others
 * @param hostBarAfterMachines how many different machines of a host must be barred by failures before
 *     the whole host is; empty for never
 * @param verifiedOnly only machines that Vast.ai verified
 * @param excludedCountries two-letter codes, upper case
 */
public record StrictnessPolicy(
        String name,
        double minReliability,
        int minDirectPorts,
        boolean provenFirst,
        OptionalInt hostBarAfterMachines,
        boolean verifiedOnly,
        Set<String> excludedCountries) {

    /** Countries in which no built-in policy rents. */
    private static final Set<String> EXCLUDED_EVERYWHERE = Set.of("RU", "CN", "IR", "KP", "SY");

    public static final StrictnessPolicy STRICT =
            new StrictnessPolicy("strict", 0.995, 16, true, OptionalInt.of(1), true, EXCLUDED_EVERYWHERE);
    public static final StrictnessPolicy BALANCED =
            new StrictnessPolicy("balanced", 0.98, 8, true, OptionalInt.of(2), true, EXCLUDED_EVERYWHERE);
    public static final StrictnessPolicy AGGRESSIVE =
            new StrictnessPolicy("aggressive", 0.95, 4, false, OptionalInt.empty(), true, EXCLUDED_EVERYWHERE);

    private static final List<StrictnessPolicy> BUILT_IN = List.of(STRICT, BALANCED, AGGRESSIVE);

    /** @throws IllegalArgumentException if a limit makes no sense */
    public StrictnessPolicy {
        if (!(minReliability >= 0 && minReliability <= 1)) {
            throw new IllegalArgumentException("reliability must be from 0 to 1: " + minReliability);
        }
        if (hostBarAfterMachines.isPresent() && hostBarAfterMachines.getAsInt() < 1) {
            throw new IllegalArgumentException("a host cannot be barred after " + hostBarAfterMachines.getAsInt()
                    + " machines; leave it empty for never");
        }
        excludedCountries = Set.copyOf(excludedCountries);
    }

    /** The built-in policy of that name in any case; empty if there is none. */
    public static Optional<StrictnessPolicy> named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return BUILT_IN.stream().filter(policy -> policy.name().equals(wanted)).findFirst();
    }

    /** The built-in policies that ask less than this one, the most careful first; none after one that is not built in. */
    List<StrictnessPolicy> lessStrict() {
        int position = BUILT_IN.indexOf(this);
        return position < 0 ? List.of() : BUILT_IN.subList(position + 1, BUILT_IN.size());
    }

    /** The names of the built-in policies, the most careful one first. */
    public static List<String> names() {
        return BUILT_IN.stream().map(StrictnessPolicy::name).toList();
    }
}
