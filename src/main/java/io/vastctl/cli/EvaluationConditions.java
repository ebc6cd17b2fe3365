package io.vastctl.cli;

import io.vastctl.config.RankingSettings;
import io.vastctl.config.Settings;
import io.vastctl.evaluation.Conditions;
import io.vastctl.memory.Origin;
import io.vastctl.provision.RunRequest;
import java.time.Duration;

/** What a {@code test} without options would be, for the runs of an evaluation. */
final class EvaluationConditions {

    private EvaluationConditions() {}

    static Conditions of(Workbench bench) {
        Settings settings = bench.settings();
        RunRequest test = new RunOptions()
                .request("test", new DemandOptions().demand(settings, bench.workloads()), settings, Origin.SIMULATED);
        Duration lease = new LeaseOptions().length(settings);
        return new Conditions(
                test.demand().workload(),
                test.demand().filter(),
                test.ceilings(),
                lease,
                RunTools.limits(settings),
                RankingSettings.constants(settings),
                bench.adapters(),
                settings::policy);
    }
}
