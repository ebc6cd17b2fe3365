package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A box's server, asked without a socket; takes the time and the traffic that {@link BoxHttp} takes.
 *
 * @param stuck whether its engine never comes to an end with a completion
 * @param alive whether it still listens
 */
record NearServer(VllmApi vllm, MarketTime time, Traffic traffic, boolean stuck, BooleanSupplier alive) {

    Answer answer(NearBoxes.Request request) throws IOException {
        traffic.carried(0, bytes(request.body()));
        VllmReply reply =
                vllm.answer(new VllmApi.Request(request.method(), request.path(), request.bearer(), request.body()));
        if (stuck && reply.work().isPresent()) {
            time.advance(BoxHttp.PATIENCE);
            throw brokenOff();
        }
        vllm.counted(reply, () -> pieces(reply));
        return new Answer(reply.status(), reply.contentType(), reply.body(), Map.of("Server", "uvicorn"), false);
    }

    private void pieces(VllmReply reply) throws IOException {
        for (VllmReply.Piece piece : reply.pieces()) {
            time.advance(piece.after());
            if (!alive.getAsBoolean()) throw brokenOff();
            traffic.carried(bytes(piece.text()), 0);
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static IOException brokenOff() {
        return new IOException("unexpected end of stream");
    }
}
