package io.vastctl.simulator;

import io.vastctl.endpoint.Wire;
import io.vastctl.readiness.EndpointCheck.Knock;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook.Trouble;
import io.vastctl.simulator.api.Call;
import io.vastctl.simulator.api.MarketApi;
import io.vastctl.simulator.box.NearBoxes;
import io.vastctl.simulator.box.NearSession;
import io.vastctl.simulator.box.ServerPlan;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.OperatorClock;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.simulator.market.Truth;
import io.vastctl.ssh.BoxLine;
import io.vastctl.ssh.DoorShutException;
import io.vastctl.ssh.SshProbeExecutor;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The simulated marketplace of {@link SimulatedMarket} for callers inside this process: the same offers, API, boxes and
 * servers, without a socket or a thread, in virtual time. For one thread.
 */
public final class NearMarket implements Wire {

    /** Where its API answers, on the wire alone. */
    public static final URI ADDRESS = URI.create("http://127.0.0.1:19999");

    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 40_000;
    private static final int FIRST_TUNNEL = 60_000;
    private static final int TUNNELS = 5_000;
    private static final String BEARER = "Bearer ";

    private final MarketTime time;
    private final Market market;
    private final MarketApi api;
    private final NearBoxes boxes;
    private final Map<Integer, Tunnel> tunnels = new HashMap<>();
    private int ports;
    private int opened;

    private record Tunnel(NearSession session, int remotePort) {}

    /**
     * Opens the market.
     *
     * @param start what its clock shows at first
     */
    public NearMarket(Scenario scenario, long seed, Instant start) {
        // At the usual speed the clock moves in the usual steps, so that what is noticed at a step is noticed here too.
        this(scenario, seed, start, MarketTime.DEFAULT_SPEED);
    }

    /** @param speed decides by how much the clock moves at once; no real time passes */
    NearMarket(Scenario scenario, long seed, Instant start, double speed) {
        time = new MarketTime(start, speed, duration -> {});
        market = Market.generated(time, scenario, seed, this::nextPort, ServerPlan::walk);
        api = new MarketApi(market);
        boxes = new NearBoxes(market, time);
        time.onMove(boxes::settle);
    }

    private int nextPort() {
        return FIRST_PORT + ports++ % PORTS;
    }

    /** The market's clock and sleeper, to be used as the tool's own. */
    public MarketTime time() {
        return time;
    }

    /** What really is. */
    public Truth truth() {
        return api.truth();
    }

    /** Somebody pays in, so that the account has so many USD. */
    public void payIn(double dollars) {
        market.payIn(dollars);
    }

    /** The clock of the operator's own computer: the market's, but for the scenario's jumps. */
    public Clock operatorClock() {
        return new OperatorClock(time, market.faults());
    }

    /**
     * What the users of a rental ask of its cards from now on; before, the scenario's {@code demand}. Does nothing if
     * there is no such instance.
     *
     * @param share of the cards' time, 0 to 1
     */
    public void demand(long instanceId, double share) {
        market.contract(instanceId).ifPresent(contract -> market.demand(contract, share));
    }

    /** Somebody at the market's console destroys all that lives. */
    public void destroyAll() {
        market.living().forEach(market::destroy);
    }

    /** Logs in to boxes with that key, in OpenSSH form. */
    public ProbeExecutor.Factory ssh(String publicKey) {
        return SshProbeExecutor.through(endpoint -> login(endpoint.port(), publicKey), time);
    }

    private BoxLine login(int port, String publicKey) throws IOException {
        NearBoxes.Login login = boxes.login(port, publicKey);
        return switch (login.reception()) {
            case REFUSED -> throw new DoorShutException(Trouble.REFUSED, "Connection refused");
            case SILENT -> throw new DoorShutException(Trouble.NO_BANNER, "");
            case KEY_REFUSED ->
                throw new DoorShutException(Trouble.KEY_REFUSED, "No more authentication methods available");
            case ADMITTED -> new Line(login.session().orElseThrow());
        };
    }

    @Override
    public Reply carry(Letter letter) throws IOException {
        URI address = letter.address();
        Answer answer = address.getPort() == ADDRESS.getPort() ? api.answer(call(letter), time) : server(letter);
        if (answer.lost()) throw new IOException("unexpected end of stream on " + ADDRESS + "/...");
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("Content-Type", answer.contentType());
        return new Reply(answer.status(), headers, answer.body());
    }

    private static Call call(Letter letter) {
        return new Call(
                letter.method(),
                letter.address().getPath(),
                Call.queryOf(letter.address()),
                bearer(letter),
                letter.body(),
                ADDRESS.toString());
    }

    private Answer server(Letter letter) throws IOException {
        int port = letter.address().getPort();
        NearBoxes.Request request =
                new NearBoxes.Request(letter.method(), letter.address().getPath(), bearer(letter), letter.body());
        Tunnel tunnel = tunnels.get(port);
        return tunnel == null ? boxes.ask(port, request) : tunnel.session().ask(tunnel.remotePort(), request);
    }

    private static Optional<String> bearer(Letter letter) {
        return Optional.ofNullable(letter.headers().get("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    @Override
    public Knock knock(int port) {
        Optional<String> line = boxes.listener(port);
        if (line.isPresent()) return new Knock(line, "said: " + line.get());
        return new Knock(
                Optional.empty(),
                boxes.serves(port)
                        ? "SocketTimeoutException Read timed out"
                        : "ConnectException Connection refused (Connection refused)");
    }

    /** A login as the tool's executor uses it. */
    private final class Line implements BoxLine {
        private final NearSession session;
        private final Map<Integer, Integer> ends = new HashMap<>();
        private boolean closed;

        Line(NearSession session) {
            this.session = session;
        }

        @Override
        public boolean isOpen() {
            return !closed && session.isOpen();
        }

        @Override
        public String said() {
            return "";
        }

        /** The limit is one of real time, of which nothing passes. */
        @Override
        public byte[] exec(String command, Duration limit) throws IOException {
            return session.exec(command);
        }

        @Override
        public int tunnelTo(int remotePort) {
            return ends.computeIfAbsent(remotePort, port -> tunnel(0, port));
        }

        @Override
        public int tunnel(int localPort, int remotePort) {
            int port = localPort == 0 ? FIRST_TUNNEL + opened++ % TUNNELS : localPort;
            tunnels.put(port, new Tunnel(session, remotePort));
            return port;
        }

        @Override
        public void close() {
            closed = true;
            ends.values().forEach(tunnels::remove);
        }
    }
}
