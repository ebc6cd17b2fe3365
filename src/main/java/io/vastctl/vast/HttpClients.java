package io.vastctl.vast;

import io.vastctl.endpoint.PlainHttp;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The HTTP clients for calls of each kind, over one pool of connections. */
final class HttpClients {

    private final Patience patience;
    private @Nullable OkHttpClient shared;

    HttpClients(Patience patience) {
        this.patience = patience;
    }

    /** As long as that kind of call may take. */
    OkHttpClient of(CallKind kind) {
        Duration limit = kind == CallKind.SEARCH ? patience.search() : patience.others();
        return shared().newBuilder().readTimeout(limit).callTimeout(limit).build();
    }

    /** For a small file from elsewhere. */
    OkHttpClient ofFiles() {
        return shared().newBuilder().callTimeout(patience.file()).build();
    }

    /** On a kept connection that the server has just dropped, nobody could tell whether a request arrived. */
    void forgetConnections() {
        shared().connectionPool().evictAll();
    }

    /** The request, and a mark that turns true when it begins to leave. */
    static Request marked(Request request, AtomicBoolean sent) {
        return request.newBuilder().tag(AtomicBoolean.class, sent).build();
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
