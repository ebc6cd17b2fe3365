package io.vastctl.endpoint;

import io.vastctl.endpoint.PlainHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;

/** {@link PlainHttp#run} over a {@link Wire}. */
public final class WiredHttp {

    private WiredHttp() {}

    /**
     * Sends the request and reads the whole answer, on this thread.
     *
     * @param maxBytes the answer is cut there
     * @throws IOException no complete answer
     */
    public static Answer run(Wire wire, Request request, int maxBytes) throws IOException, InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        Wire.Reply reply = wire.carry(letter(request));
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean truncated = bytes.length > maxBytes;
        byte[] body = truncated ? Arrays.copyOf(bytes, maxBytes) : bytes;
        return new Answer(reply.status(), Headers.of(reply.headers()), body, truncated);
    }

    private static Wire.Letter letter(Request request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
        Buffer body = new Buffer();
        RequestBody sent = request.body();
        if (sent != null) sent.writeTo(body);
        return new Wire.Letter(request.method(), request.url().uri(), headers, body.readUtf8());
    }
}
