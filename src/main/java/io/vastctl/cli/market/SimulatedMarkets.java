package io.vastctl.cli.market;

import io.vastctl.cli.simulate.ScenarioConsumer;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Suggestion;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.simulator.SimulatedMarket.Options;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the simulated market as the options ask for it. */
public final class SimulatedMarkets {

    private static final long DEFAULT_SEED = 1;

    /** Faster than this no computer plays a market; a flowing clock would leave all offers behind within seconds. */
    private static final double MOST_SPEED = 1_000_000;

    private SimulatedMarkets() {}

    /** The seed that was asked for, or the usual one. */
    public static long seed(@Nullable Long asked) {
        return asked == null ? DEFAULT_SEED : asked;
    }

    /** @throws UsageException if the scenario, the speed or the offers file is no good */
    static SimulatedMarket open(SimulateOptions options, long seed, Instant start) {
        String scenario = options.scenario == null ? ScenarioConsumer.DEFAULT : options.scenario;
        requireScenario("--simulate", scenario);
        Options wanted = new Options(
                scenario,
                seed,
                speed(options.speed, MarketTime.DEFAULT_SPEED),
                Optional.ofNullable(options.offers),
                0,
                start);
        return orOneLine(() -> SimulatedMarket.open(wanted));
    }

    /** How many times as fast as life a market goes: as asked for, or else as given. */
    public static double speed(@Nullable Double asked, double otherwise) {
        double speed = asked == null ? otherwise : asked;
        if (!(speed > 0 && speed <= MOST_SPEED))
            throw new UsageException("--speed " + speed + ": expected a number above 0 and up to 1000000, such as 100");
        return speed;
    }

    /**
     * Whether there is such a scenario.
     *
     * @param option as the message names it
     */
    public static void requireScenario(String option, String scenario) {
        if (!Scenario.isPath(scenario) && !Scenario.names().contains(scenario))
            throw new UsageException(option + " " + scenario + ": unknown scenario"
                    + Suggestion.didYouMean(scenario, Scenario.names()) + ", expected one of "
                    + String.join(", ", Scenario.names()) + ", or a .yaml file");
    }

    /** The same, and a file is read, so that what is wrong with it is told at once. */
    public static void requireReadable(String option, String scenario) {
        requireScenario(option, scenario);
        try {
            Scenario.of(scenario);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " " + e.getMessage(), e);
        }
    }

    /** Opens a market; what is wrong with its scenario or offers becomes one line for whoever gave them. */
    public static SimulatedMarket orOneLine(Supplier<SimulatedMarket> opening) {
        try {
            return opening.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
