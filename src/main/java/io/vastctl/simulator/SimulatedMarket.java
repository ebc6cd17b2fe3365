package io.vastctl.simulator;

import io.vastctl.simulator.api.MarketApi;
import io.vastctl.simulator.api.MarketServer;
import io.vastctl.simulator.box.Boxes;
import io.vastctl.simulator.box.ServerPlan;
import io.vastctl.simulator.loopback.FreePorts;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.SavedOffers;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.simulator.market.Truth;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A running simulated marketplace on loopback: the API, and an SSH server and a vLLM per rented box. None
 * of its threads keeps the process alive.
 */
public final class SimulatedMarket implements AutoCloseable {

    private final MarketTime time;
    private final MarketApi api;
    private final Boxes boxes;
    private final MarketServer server;

    /**
     * What to simulate.
     *
     * @param scenario name of a built-in scenario
     * @param seed the same seed gives the same run
     * @param speed simulated seconds per real second, above 0
     * @param offers a saved search answer as the market's offers; generated ones without it
     * @param port of the API on loopback, 0 for any
     * @param start what the market's clock shows at first
     */
    public record Options(String scenario, long seed, double speed, Optional<Path> offers, int port, Instant start) {}

    private SimulatedMarket(MarketTime time, Market market, int port) {
        this.time = time;
        this.api = new MarketApi(market);
        this.boxes = new Boxes(market, time);
        time.onMove(boxes::settle);
        this.server = new MarketServer(api, time, port);
    }

    /**
     * Opens the market.
     *
     * @throws IllegalArgumentException one line: unknown scenario, unusable offers file, speed not above 0
     * @throws PortTakenException one line: the port belongs to somebody else
     */
    public static SimulatedMarket open(Options options) {
        return open(Scenario.named(options.scenario()), options);
    }

    /** The same with a scenario that is no built-in one. */
    static SimulatedMarket open(Scenario scenario, Options options) {
        MarketTime time = new MarketTime(options.start(), options.speed());
        FreePorts ports = new FreePorts();
        Market market = options.offers()
                .map(file -> SavedOffers.read(file, options.start()))
                .map(offers -> new Market(time, scenario, options.seed(), offers, ports, ServerPlan::walk))
                .orElseGet(() -> Market.generated(time, scenario, options.seed(), ports, ServerPlan::walk));
        return new SimulatedMarket(time, market, options.port());
    }

    /** Where the API answers, without a slash at the end. */
    public URI apiUrl() {
        return server.url();
    }

    /** The market's clock and sleeper, to be used as the tool's own. */
    public MarketTime time() {
        return time;
    }

    /** What really is, read without a call. */
    public Truth truth() {
        return api.truth();
    }

    /** Ends all servers; what was rented is forgotten. */
    @Override
    public void close() {
        server.close();
        boxes.close();
    }
}
