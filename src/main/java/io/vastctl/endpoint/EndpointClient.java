package io.vastctl.endpoint;

import io.vastctl.endpoint.PlainHttp.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends the questions of one check. Tells an answer that never began from one that never ended. */
final class EndpointClient {

    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final Sending sending;

    /** Sends one request and reads its whole answer. */
    private interface Sending {
        Answer send(Request request) throws IOException, InterruptedException;
    }

    /** @param limit real time that one request may take */
    EndpointClient(Duration limit) {
        OkHttpClient http = PlainHttp.builder()
                .connectTimeout(limit.compareTo(Duration.ofSeconds(10)) < 0 ? limit : Duration.ofSeconds(10))
                .readTimeout(limit)
                .callTimeout(limit)
                .addNetworkInterceptor(EndpointClient::noteBegin)
                .build();
        sending = request -> PlainHttp.run(http.newCall(request), MAX_ANSWER_BYTES);
    }

    /** One that asks servers inside this process. */
    EndpointClient(Wire wire) {
        sending = request -> WiredHttp.run(wire, request, MAX_ANSWER_BYTES);
    }

    /** The head of an answer came and its body did not. */
    static final class BrokenOffException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenOffException(IOException cause) {
            super(cause.getClass().getSimpleName() + " " + cause.getMessage(), cause);
        }
    }

    Answer get(HttpUrl base, String path, String apiKey) throws IOException, InterruptedException {
        return run(request(base, path, apiKey).get());
    }

    Answer complete(HttpUrl base, Completion way, String model, int tokens, String apiKey)
            throws IOException, InterruptedException {
        byte[] body = way.dialect().body(model, tokens, way.bare());
        return run(request(base, way.dialect().path().substring(1), apiKey).post(PlainHttp.json(body)));
    }

    /** What came back to that request, whatever its status. */
    Answer run(Request.Builder request) throws IOException, InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            return sending.send(request.tag(AtomicBoolean.class, begun).build());
        } catch (IOException e) {
            if (begun.get()) throw new BrokenOffException(e);
            throw e;
        }
    }

    private static Response noteBegin(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        AtomicBoolean begun = chain.request().tag(AtomicBoolean.class);
        if (begun != null) begun.set(true);
        return response;
    }

    /** A request below that address, with the key if there is one. */
    static Request.Builder request(HttpUrl base, String path, String apiKey) {
        String parent = base.toString().replaceAll("/+$", "");
        Request.Builder request = new Request.Builder().url(parent + "/" + path);
        return apiKey.isBlank() ? request : request.header("Authorization", "Bearer " + apiKey);
    }
}
