package io.vastctl.vast;

import io.vastctl.endpoint.PlainHttp;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.endpoint.Wire;
import io.vastctl.endpoint.WiredHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The HTTP clients for calls of each kind, over one pool of connections. */
final class HttpClients {

    private final Patience patience;
    private final Optional<Wire> wire;
    private @Nullable OkHttpClient shared;

    /** @param wire in place of the network; empty for the network */
    HttpClients(Patience patience, Optional<Wire> wire) {
        this.patience = patience;
        this.wire = wire;
    }

    /**
     * Sends a request; may take as long as that kind of call may.
     *
     * @param sent turns true when it begins to leave
     */
    Answer run(CallKind kind, Request request, AtomicBoolean sent, int maxBytes)
            throws IOException, InterruptedException {
        if (wire.isPresent()) {
            sent.set(true);
            return WiredHttp.run(wire.get(), request, maxBytes);
        }
        Request marked = request.newBuilder().tag(AtomicBoolean.class, sent).build();
        return PlainHttp.run(of(kind).newCall(marked), maxBytes);
    }

    /** Fetches a small file from elsewhere. */
    Answer file(Request request, int maxBytes) throws IOException, InterruptedException {
        if (wire.isPresent()) return WiredHttp.run(wire.get(), request, maxBytes);
        OkHttpClient quick = shared().newBuilder().callTimeout(patience.file()).build();
        return PlainHttp.run(quick.newCall(request), maxBytes);
    }

    private OkHttpClient of(CallKind kind) {
        Duration limit = kind == CallKind.SEARCH ? patience.search() : patience.others();
        return shared().newBuilder().readTimeout(limit).callTimeout(limit).build();
    }

    /** On a kept connection that the server has just dropped, nobody could tell whether a request arrived. */
    void forgetConnections() {
        if (wire.isEmpty()) shared().connectionPool().evictAll();
    }

    /** Made at the first request: commands that need no network should not pay for it. */
    private synchronized OkHttpClient shared() {
        if (shared == null) {
            shared = PlainHttp.builder()
                    .connectTimeout(patience.connect())
                    .eventListener(new Departure())
                    .build();
        }
        return shared;
    }

    /** Notes on the request when it begins to leave. */
    private static final class Departure extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            AtomicBoolean sent = call.request().tag(AtomicBoolean.class);
            if (sent != null) sent.set(true);
        }
    }
}
