package io.vastctl.simulator;

import io.vastctl.simulator.api.CallLog;
import io.vastctl.simulator.api.ClockApi;
import io.vastctl.simulator.api.MarketApi;
import io.vastctl.simulator.api.MarketServer;
import io.vastctl.simulator.box.Boxes;
import io.vastctl.simulator.box.ServerPlan;
import io.vastctl.simulator.loopback.FreePorts;
import io.vastctl.simulator.loopback.Pulse;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.SavedOffers;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.simulator.market.ServedTime;
import io.vastctl.simulator.market.Truth;
import io.vastctl.time.Sleeper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A running simulated marketplace on loopback: the API, and an SSH server and a vLLM per rented box. None
 * of its threads keeps the process alive.
 */
public final class SimulatedMarket implements AutoCloseable {

    /** So long may a box's socket lag behind a clock that flows by itself. */
    private static final Duration BEAT = Duration.ofMillis(50);

    private final MarketTime time;
    private final MarketApi api;
    private final Boxes boxes;
    private final MarketServer server;
    private final Optional<Pulse> pulse;

    /**
     * What to simulate.
     *
     * @param scenario name of a built-in scenario, or path of a scenario file
     * @param seed the same seed gives the same run
     * @param speed simulated seconds per real second for those who wait on the market's clock, above 0
     * @param offers a saved search answer as the market's offers; generated ones without it
     * @param port of the API on loopback, 0 for any
     * @param start what the market's clock shows at first
     */
    public record Options(String scenario, long seed, double speed, Optional<Path> offers, int port, Instant start) {}

    /**
     * How strangers are served.
     *
     * @param flow simulated seconds per real second while nobody leads the clock, above 0
     * @param realTime what real time is
     * @param real lets it pass
     * @param log told of every call
     */
    public record Service(double flow, InstantSource realTime, Sleeper real, CallLog log) {}

    private SimulatedMarket(MarketTime time, MarketApi api, Boxes boxes, MarketServer server, Optional<Pulse> pulse) {
        this.time = time;
        this.api = api;
        this.boxes = boxes;
        this.server = server;
        this.pulse = pulse;
    }

    /**
     * Opens the market for this process alone: its clock stands unless somebody sleeps on it.
     *
     * @throws IllegalArgumentException one line: unknown scenario, unusable offers file, speed not above 0
     * @throws PortTakenException one line: the port belongs to somebody else
     */
    public static SimulatedMarket open(Options options) {
        return open(Scenario.of(options.scenario()), options);
    }

    /** The same with a scenario that is no built-in one. */
    static SimulatedMarket open(Scenario scenario, Options options) {
        MarketTime time = new MarketTime(options.start(), options.speed());
        Market market = market(scenario, options, time);
        MarketApi api = new MarketApi(market);
        MarketServer server = new MarketServer(api, time, options.port());
        return new SimulatedMarket(time, api, boxes(market, time), server, Optional.empty());
    }

    /**
     * Opens the market for any client: its clock flows from the first call on, unless somebody leads it.
     *
     * @throws IllegalArgumentException as {@link #open}
     * @throws PortTakenException as {@link #open}
     */
    public static SimulatedMarket serve(Options options, Service service) {
        Scenario scenario = Scenario.of(options.scenario());
        ServedTime time =
                new ServedTime(options.start(), service.flow(), options.speed(), service.realTime(), service.real());
        Market market = market(scenario, options, time);
        MarketApi api = new MarketApi(market);
        ClockApi clock = new ClockApi(time, scenario.name(), options.seed());
        MarketServer server = new MarketServer(api, time, Optional.of(clock), service.log(), options.port());
        return new SimulatedMarket(
                time, api, boxes(market, time), server, Optional.of(Pulse.start("simulator-pulse", BEAT, time::pulse)));
    }

    private static Market market(Scenario scenario, Options options, MarketTime time) {
        FreePorts ports = new FreePorts();
        return options.offers()
                .map(file -> SavedOffers.read(file, options.start()))
                .map(offers -> new Market(time, scenario, options.seed(), offers, ports, ServerPlan::walk))
                .orElseGet(() -> Market.generated(time, scenario, options.seed(), ports, ServerPlan::walk));
    }

    /** The boxes of a market, which follow its time from now on. */
    private static Boxes boxes(Market market, MarketTime time) {
        Boxes boxes = new Boxes(market, time);
        time.onMove(boxes::settle);
        return boxes;
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
        pulse.ifPresent(Pulse::close);
        server.close();
        boxes.close();
    }
}
