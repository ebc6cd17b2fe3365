package io.vastctl.cli.guard;

import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.RankingSettings;
import io.vastctl.config.Settings;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.loop.GpuWatch;
import io.vastctl.guard.loop.SmiWatch;
import io.vastctl.offer.RentalType;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What of the operator's settings counts for the guard: an endpoint's own words first, then the same as for {@code up}. */
final class GuardSetting {

    /** The cards' own telemetry. */
    static final GpuWatch GPUS = new SmiWatch();

    private GuardSetting() {}

    /** What endpoints ask of the market, each read once; their price limits come with each rent. */
    static Function<PlannedEndpoint, Demand> demands(Workbench bench) {
        Map<Asked, Demand> known = new ConcurrentHashMap<>();
        return endpoint -> known.computeIfAbsent(Asked.by(endpoint), one -> demand(bench, endpoint));
    }

    /** What of an endpoint its demand comes of: not how many there are to be, which an order may change. */
    private record Asked(String workload, String strictness, RentalType type) {

        static Asked by(PlannedEndpoint endpoint) {
            return new Asked(endpoint.workload(), endpoint.strictness(), endpoint.rentalType());
        }
    }

    private static Demand demand(Workbench bench, PlannedEndpoint endpoint) {
        Settings settings = bench.settings();
        OfferFilter usual =
                new DemandOptions().demand(settings, bench.workloads()).filter();
        return new Demand(
                bench.workloads().find(endpoint.workload()),
                settings.policy(endpoint.strictness())
                        .orElseThrow(() -> new UsageException("endpoint " + endpoint.name() + ": no policy "
                                + endpoint.strictness() + ", there are " + String.join(", ", settings.policyNames()))),
                usual);
    }

    /** How machines are judged. */
    static Constants constants(Workbench bench) {
        return RankingSettings.constants(bench.settings());
    }
}
