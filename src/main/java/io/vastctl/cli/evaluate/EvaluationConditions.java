package io.vastctl.cli.evaluate;

import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.rent.AttemptOptions;
import io.vastctl.cli.rent.RentingOptions;
import io.vastctl.cli.rent.RunTools;
import io.vastctl.cli.rentals.LeaseOptions;
import io.vastctl.config.RankingSettings;
import io.vastctl.config.Settings;
import io.vastctl.evaluation.Conditions;
import io.vastctl.memory.Origin;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.RunRequest;
import java.time.Duration;

/**
 * What a {@code test} without options would be, for the runs of an evaluation. Without the ceilings for a day and a
 * month, which would stop those runs alone that remember the ones before.
 */
final class EvaluationConditions {

    private EvaluationConditions() {}

    static Conditions of(Workbench bench) {
        Settings settings = bench.settings();
        RunRequest test = new RentingOptions()
                .request(
                        "test",
                        new DemandOptions().demand(settings, bench.workloads()),
                        settings,
                        Origin.SIMULATED,
                        new AttemptOptions());
        Duration lease = new LeaseOptions().length(settings);
        return new Conditions(
                test.demand().workload(),
                test.demand().filter(),
                forOneRun(test.ceilings()),
                lease,
                RunTools.limits(settings),
                RankingSettings.constants(settings),
                bench.adapters(),
                settings::policy);
    }

    private static Ceilings forOneRun(Ceilings ceilings) {
        return new Ceilings(
                ceilings.maxSpendDollars(), ceilings.deadline(), ceilings.maxAttempts(), ceilings.maxRentals());
    }
}
