package io.vastctl.cli;

import io.vastctl.memory.Origin;
import io.vastctl.simulator.SimulatedMarket;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.util.Optional;

/**
 * The market a command works on, and the time that goes with it.
 *
 * @param simulated the built-in market, if it is that one
 */
record MarketAccess(VastApi api, Clock clock, Sleeper sleeper, Origin origin, Optional<SimulatedMarket> simulated)
        implements AutoCloseable {

    @Override
    public void close() {
        simulated.ifPresent(SimulatedMarket::close);
    }
}
