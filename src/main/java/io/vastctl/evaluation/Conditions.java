package io.vastctl.evaluation;

import io.vastctl.provision.Ceilings;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What all runs of an evaluation have in common: what a {@code test} of this operator would be.
 *
 * @param lease how long a rental lives without renewal; zero for no lease
 * @param policies finds a policy by the name of {@code --strictness}
 */
public record Conditions(
        Workload workload,
        OfferFilter filter,
        Ceilings ceilings,
        Duration lease,
        ReadinessLimits limits,
        Constants constants,
        AdapterCatalog adapters,
        Function<String, Optional<StrictnessPolicy>> policies) {

    /** A policy of {@code --strictness}, or one of the {@link StrictnessPolicy#baselines}. */
    public Optional<StrictnessPolicy> policy(String name) {
        return Stream.concat(policies.apply(name).stream(), StrictnessPolicy.baselines().stream())
                .filter(policy -> policy.name().equals(name))
                .findFirst();
    }
}
