package io.vastctl.cli;

import io.vastctl.memory.Origin;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * The market a command works on, and the time that goes with it.
 *
 * @param address where its API answers
 * @param backstage of a simulated market
 */
record MarketAccess(
        VastApi api, URI address, Clock clock, Sleeper sleeper, Origin origin, Optional<Backstage> backstage)
        implements AutoCloseable {

    boolean simulated() {
        return origin == Origin.SIMULATED;
    }

    @Override
    public void close() {
        backstage.ifPresent(Backstage::close);
    }
}
