package io.vastctl.evaluation;

import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.loop.GpuWatch;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.Demand;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import java.time.Duration;
import java.util.function.Function;

/**
 * What the guard of a simulation is given: what an operator's would be.
 *
 * @param demands what an endpoint of the plan asks of the market
 * @param every from one look to the next
 */
public record GuardConditions(
        Plan plan,
        Function<PlannedEndpoint, Demand> demands,
        GpuWatch gpus,
        ReadinessLimits limits,
        Constants constants,
        AdapterCatalog adapters,
        Duration every) {}
