package io.vastctl.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** {@code --notify-url}: a webhook, told by POST. Its address may hold a secret, so no more than its host is shown. */
record NotifyUrl(URI address) implements Notifier.Channel {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** @throws UsageException if it is no address of the web */
    static NotifyUrl of(String text) {
        return Optional.of(text.strip())
                .flatMap(NotifyUrl::parsed)
                .map(NotifyUrl::new)
                .orElseThrow(() -> new UsageException(
                        "--notify-url: expected an address such as https://example.org/hook; what was given is not shown,"
                                + " for it may hold a secret"));
    }

    private static Optional<URI> parsed(String text) {
        try {
            URI address = URI.create(text);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String option() {
        return "--notify-url";
    }

    @Override
    public void deliver(Notice notice) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .header("User-Agent", "vastctl")
                .POST(BodyPublishers.ofString(Json.line(notice.json())))
                .build();
        int status;
        try {
            status = HttpClient.newBuilder()
                    .connectTimeout(LONGEST)
                    .build()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IOException(
                    address.getHost() + ": no answer (" + e.getClass().getSimpleName() + ")", e);
        }
        if (status / 100 != 2) throw new IOException(address.getHost() + " answered " + status);
    }

    @Override
    public String toString() {
        return "NotifyUrl[" + address.getHost() + "]";
    }
}
