package io.vastctl.cli.notice;

import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code --notify-url}: a webhook, told by POST. Its address may hold a secret, so no more than its host is shown.
 *
 * @param option the option, or the key of a plan, that names it
 * @param longest of one try, until its answer has begun
 */
public record NotifyUrl(String option, URI address, Duration longest) implements Notifier.Channel {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int LAST_PORT = 65_535;

    /**
     * An address as it is written.
     *
     * @throws UsageException if it is no address of the web, or would send the notice in clear
     */
    public static NotifyUrl of(String option, String text) {
        URI address = Optional.of(text.strip())
                .flatMap(NotifyUrl::parsed)
                .orElseThrow(() -> new UsageException(
                        option + ": expected an address such as https://example.org/hook; what was given is not shown,"
                                + " for it may hold a secret"));
        if (!"https".equalsIgnoreCase(address.getScheme()) && !isLoopback(address.getHost()))
            throw new UsageException(
                    option + ": http:// is for this machine only, for anybody could read the notice on its way: begin"
                            + " the address with https://");
        return new NotifyUrl(option, address, LONGEST);
    }

    private static Optional<URI> parsed(String text) {
        try {
            URI address = URI.create(text);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            boolean port = address.getPort() == -1 || (address.getPort() > 0 && address.getPort() <= LAST_PORT);
            return web && port && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public void deliver(Letter letter) throws IOException, InterruptedException {
        int status = status(letter);
        if (status / 100 != 2) throw new IOException(address.getHost() + " answered " + status);
    }

    /** From the look-up of the name to the status; what comes after that is not read. */
    private int status(Letter letter) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("User-Agent", "vastctl")
                .POST(BodyPublishers.ofString(Json.line(letter.json())))
                .build();
        CompletableFuture<HttpResponse<Integer>> exchange =
                HttpClient.newHttpClient().sendAsync(request, Unread::new);
        try {
            return exchange.get(longest.toMillis(), TimeUnit.MILLISECONDS).body();
        } catch (TimeoutException e) {
            throw new IOException(address.getHost() + ": no answer within " + longest.toMillis() / 1000.0 + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    address.getHost() + ": no answer (" + cause.getClass().getSimpleName() + ")", e);
        } finally {
            exchange.cancel(true);
        }
    }

    /** Gives the status as soon as it is there, and reads nothing. */
    private record Unread(HttpResponse.ResponseInfo info) implements HttpResponse.BodySubscriber<Integer> {

        @Override
        public CompletionStage<Integer> getBody() {
            return CompletableFuture.completedFuture(info.statusCode());
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> unread) {
            // Cancelled before anything was asked for.
        }

        @Override
        public void onError(Throwable trouble) {
            // The status is there.
        }

        @Override
        public void onComplete() {
            // The status is there.
        }
    }

    @Override
    public String toString() {
        return "NotifyUrl[" + address.getHost() + "]";
    }
}
