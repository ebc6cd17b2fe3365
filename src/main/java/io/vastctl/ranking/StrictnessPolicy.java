package io.vastctl.ranking;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How careful a run chooses. A policy is static data: nothing tunes it while it is used. The built-in ones stand
 * in {@code policies.yaml} beside this class.
 *
 * @param name the word of {@code --strictness}
 * @param minReliability least reliability of a machine, 0 to 1
 * @param minDirectPorts least number of open ports
 * @param provenFirst whether machines and hosts that worked for us come before all others
 * @param hostBarAfterMachines how many different machines of a host must be barred by failures before
 *     the whole host is; empty for never
 * @param verifiedOnly only machines that Vast.ai verified
 * @param excludedCountries two-letter codes, upper case
 * @param order of what passes
 * @param bars whether bad hosts are left out
 */
public record StrictnessPolicy(
        String name,
        double minReliability,
        int minDirectPorts,
        boolean provenFirst,
        OptionalInt hostBarAfterMachines,
        boolean verifiedOnly,
        Set<String> excludedCountries,
        Order order,
        boolean bars) {

    private static final List<StrictnessPolicy> BUILT_IN = BuiltInPolicies.read("policies.yaml");
    private static final List<StrictnessPolicy> BASELINES = BuiltInPolicies.read("baselines.yaml");

    public static final StrictnessPolicy STRICT = named("strict").orElseThrow();
    public static final StrictnessPolicy BALANCED = named("balanced").orElseThrow();
    public static final StrictnessPolicy AGGRESSIVE = named("aggressive").orElseThrow();

    /** By expected cost, with the bad hosts left out. */
    public StrictnessPolicy(
            String name,
            double minReliability,
            int minDirectPorts,
            boolean provenFirst,
            OptionalInt hostBarAfterMachines,
            boolean verifiedOnly,
            Set<String> excludedCountries) {
        this(
                name,
                minReliability,
                minDirectPorts,
                provenFirst,
                hostBarAfterMachines,
                verifiedOnly,
                excludedCountries,
                Order.EXPECTED_COST,
                true);
    }

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

    /**
     * The built-in policies that ask less than this one, the most careful first: those after it or, for one that
     * is not built in, those that ask for less of everything measured.
     */
    List<StrictnessPolicy> lessStrict() {
        int position = BUILT_IN.indexOf(this);
        if (position >= 0) return BUILT_IN.subList(position + 1, BUILT_IN.size());
        return BUILT_IN.stream()
                .filter(other -> other.minReliability <= minReliability && other.minDirectPorts <= minDirectPorts)
                .filter(other -> other.minReliability < minReliability || other.minDirectPorts < minDirectPorts)
                .toList();
    }

    /** The same under another name. */
    public StrictnessPolicy called(String other) {
        return with(other, minReliability, minDirectPorts, provenFirst, verifiedOnly);
    }

    StrictnessPolicy with(double reliability, int directPorts) {
        return with(name, reliability, directPorts, provenFirst, verifiedOnly);
    }

    StrictnessPolicy with(boolean itsProvenFirst, boolean itsVerifiedOnly) {
        return with(name, minReliability, minDirectPorts, itsProvenFirst, itsVerifiedOnly);
    }

    private StrictnessPolicy with(
            String itsName, double reliability, int directPorts, boolean itsProvenFirst, boolean itsVerifiedOnly) {
        return new StrictnessPolicy(
                itsName,
                reliability,
                directPorts,
                itsProvenFirst,
                hostBarAfterMachines,
                itsVerifiedOnly,
                excludedCountries,
                order,
                bars);
    }

    StrictnessPolicy with(OptionalInt machines) {
        return with(machines, excludedCountries, order, bars);
    }

    StrictnessPolicy with(Set<String> countries) {
        return with(hostBarAfterMachines, countries, order, bars);
    }

    StrictnessPolicy with(Order itsOrder, boolean itsBars) {
        return with(hostBarAfterMachines, excludedCountries, itsOrder, itsBars);
    }

    private StrictnessPolicy with(OptionalInt machines, Set<String> countries, Order itsOrder, boolean itsBars) {
        return new StrictnessPolicy(
                name,
                minReliability,
                minDirectPorts,
                provenFirst,
                machines,
                verifiedOnly,
                countries,
                itsOrder,
                itsBars);
    }

    /**
     * What policies are measured against in simulation; no values of {@code --strictness}. They stand in
     * {@code baselines.yaml}.
     */
    public static List<StrictnessPolicy> baselines() {
        return BASELINES;
    }

    /** The names of the built-in policies, the most careful one first. */
    public static List<String> names() {
        return BUILT_IN.stream().map(StrictnessPolicy::name).toList();
    }
}
