package io.vastctl.simulator.box;

import com.sun.net.httpserver.HttpExchange;
import io.vastctl.simulator.loopback.LoopbackHttp;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The socket of one box's vLLM. It exists only while that server listens. */
final class BoxHttp implements AutoCloseable {

    private static final int NO_BODY = -1;
    /** No visitor has more. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VllmApi vllm;
    private final MarketTime time;
    private final Traffic traffic;
    private final BooleanSupplier stuck;
    private final LoopbackHttp http;

    /**
     * Opens it.
     *
     * @param port 0 for a hidden one
     * @param stuck whether its engine never comes to an end with a completion
     */
    BoxHttp(VllmApi vllm, MarketTime time, Traffic traffic, int port, BooleanSupplier stuck) {
        this.stuck = stuck;
        this.vllm = vllm;
        this.time = time;
        this.traffic = traffic;
        this.http = LoopbackHttp.open(port, this::handle);
    }

    int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        VllmApi.Request request = new VllmApi.Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                LoopbackHttp.bearer(exchange),
                LoopbackHttp.bodyOf(exchange));
        traffic.carried(0, request.body().getBytes(StandardCharsets.UTF_8).length);
        VllmReply reply = vllm.answer(request);
        if (stuck.getAsBoolean() && reply.work().isPresent()) {
            time.advance(PATIENCE);
            exchange.close();
            return;
        }
        vllm.counted(reply, () -> send(exchange, reply));
    }

    private void send(HttpExchange exchange, VllmReply reply) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.getResponseHeaders().set("Server", "uvicorn");
            if (reply.streamed()) stream(exchange, reply);
            else whole(exchange, reply);
        }
    }

    private void whole(HttpExchange exchange, VllmReply reply) throws IOException {
        reply.pieces().forEach(piece -> time.advance(piece.after()));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        traffic.carried(body.length, 0);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? NO_BODY : body.length);
        exchange.getResponseBody().write(body);
    }

    /** In chunks, each when the server has it. */
    private void stream(HttpExchange exchange, VllmReply reply) throws IOException {
        exchange.sendResponseHeaders(reply.status(), 0);
        OutputStream body = exchange.getResponseBody();
        for (VllmReply.Piece piece : reply.pieces()) {
            time.advance(piece.after());
            byte[] text = piece.text().getBytes(StandardCharsets.UTF_8);
            traffic.carried(text.length, 0);
            body.write(text);
            body.flush();
        }
        body.close();
    }
}
