package io.vastctl.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * One request, one answer: nothing follows a redirect, repeats a request or outlives an interrupt
 * behind the caller's back.
 */
public final class PlainHttp {

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private PlainHttp() {}

    /** A client without redirects, hidden retries or threads that keep the process alive. */
    public static OkHttpClient.Builder builder() {
        return new OkHttpClient.Builder()
                .dispatcher(new Dispatcher(Executors.newCachedThreadPool(PlainHttp::daemon)))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false);
    }

    /** A JSON body that can be written once only, so that no layer below can send it again. */
    public static RequestBody json(byte[] content) {
        return once(JSON, content);
    }

    /** The same of another type. */
    static RequestBody once(MediaType type, byte[] content) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return type;
            }

            @Override
            public long contentLength() {
                return content.length;
            }

            @Override
            public boolean isOneShot() {
                // OkHttp repeats a request after "503, Retry-After: 0" and 408 unless the body forbids it.
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.write(content);
            }
        };
    }

    /**
     * Runs the call to the last byte of its answer. The waiting happens on another thread because a
     * blocked socket read does not notice an interrupt; an interrupt here cancels the call.
     *
     * @param maxBytes the answer is cut there
     * @throws IOException no complete answer
     */
    public static Answer run(Call call, int maxBytes) throws IOException, InterruptedException {
        // An answer that is there at once would be taken without a look at the interruption.
        if (Thread.interrupted()) throw new InterruptedException();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        call.enqueue(new Delivery(answer, maxBytes));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) throw broken;
            throw new IOException("the HTTP exchange failed", e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vastctl-http");
        thread.setDaemon(true);
        // A status line such as "-10" makes the library throw on this thread after it has told the caller.
        thread.setUncaughtExceptionHandler((broken, told) -> {});
        return thread;
    }

    /**
     * What came back, whatever the status.
     *
     * @param truncated whether the answer was longer than allowed and {@code body} is its beginning
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; copying megabytes would serve nobody
    public record Answer(int status, Headers headers, byte[] body, boolean truncated) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        public boolean succeeded() {
            return status >= 200 && status < 300;
        }

        /** Leaves out headers and body: they may hold secrets. */
        @Override
        public String toString() {
            return "Answer[HTTP " + status + ", " + body.length + " bytes]";
        }
    }

    private record Delivery(CompletableFuture<Answer> answer, int maxBytes) implements Callback {

        @Override
        public void onFailure(Call call, IOException e) {
            answer.completeExceptionally(e);
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                answer.complete(read(response));
            } catch (IOException | RuntimeException | OutOfMemoryError e) { // else the caller would wait for ever
                answer.completeExceptionally(e);
            }
        }

        private Answer read(Response response) throws IOException {
            byte[] bytes = response.body().byteStream().readNBytes(maxBytes + 1);
            boolean truncated = bytes.length > maxBytes;
            byte[] body = truncated ? Arrays.copyOf(bytes, maxBytes) : bytes;
            return new Answer(response.code(), response.headers(), body, truncated);
        }
    }
}
