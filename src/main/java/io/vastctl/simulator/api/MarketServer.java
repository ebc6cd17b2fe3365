package io.vastctl.simulator.api;

import com.sun.net.httpserver.HttpExchange;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.loopback.LoopbackHttp;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The market's API over HTTP on loopback. Each answer takes some of the market's time. */
public final class MarketServer implements AutoCloseable {

    private final MarketApi api;
    private final MarketTime time;
    private final Optional<ClockApi> clock;
    private final CallLog log;
    private final LoopbackHttp http;

    /**
     * Starts to serve one process, whose clock nobody else leads.
     *
     * @param port 0 for any
     * @throws PortTakenException if the port cannot be bound
     */
    public MarketServer(MarketApi api, MarketTime time, int port) {
        this(api, time, Optional.empty(), CallLog.NONE, port);
    }

    /**
     * Starts to serve anybody.
     *
     * @param clock for clients that use the market's clock
     * @param port 0 for any
     * @throws PortTakenException if the port cannot be bound
     */
    public MarketServer(MarketApi api, MarketTime time, Optional<ClockApi> clock, CallLog log, int port) {
        this.api = api;
        this.time = time;
        this.clock = clock;
        this.log = log;
        this.http = LoopbackHttp.open(port, this::handle);
    }

    /** Where it answers, without a slash at the end. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    @Override
    public void close() {
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Call call = new Call(
                exchange.getRequestMethod(),
                uri.getPath(),
                Call.queryOf(uri),
                LoopbackHttp.bearer(exchange),
                LoopbackHttp.bodyOf(exchange),
                url().toString());
        LoopbackHttp.send(exchange, call.path().startsWith("/simulator/") ? backstage(call) : answer(call, uri));
    }

    /** What no real client asks for: it neither takes time nor makes the clock flow. */
    private Answer backstage(Call call) {
        return clock.filter(api -> api.takes(call.path()))
                .map(api -> api.answer(call.method(), call.path(), call.body()))
                .orElseGet(() -> api.handle(call, time.instant()));
    }

    private Answer answer(Call call, URI uri) {
        clock.ifPresent(ClockApi::begin);
        Answer answer = api.answer(call, time);
        log.answered(time.instant(), call.method(), uri.getRawPath(), answer.lost() ? 0 : answer.status());
        return answer;
    }
}
