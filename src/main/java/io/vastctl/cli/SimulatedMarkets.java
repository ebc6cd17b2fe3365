package io.vastctl.cli;

import io.vastctl.config.Suggestion;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import java.time.Instant;
import java.util.Optional;

/** Opens the simulated market as the options ask for it. */
final class SimulatedMarkets {
    private SimulatedMarkets() {}

    /** @throws UsageException if the scenario, the speed or the offers file is no good */
    static SimulatedMarket open(SimulateOptions options, long seed, Instant start) {
        double speed = options.speed == null ? MarketTime.DEFAULT_SPEED : options.speed;
        if (!(speed > 0) || Double.isInfinite(speed))
            throw new UsageException("--speed " + speed + ": expected a number above 0, such as 100");
        String scenario = options.scenario == null ? "ordinary" : options.scenario;
        if (!Scenario.names().contains(scenario))
            throw new UsageException("--simulate " + scenario + ": unknown scenario"
                    + Suggestion.didYouMean(scenario, Scenario.names()) + ", expected one of "
                    + String.join(", ", Scenario.names()));
        try {
            return SimulatedMarket.open(
                    new SimulatedMarket.Options(scenario, seed, speed, Optional.ofNullable(options.offers), 0, start));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
