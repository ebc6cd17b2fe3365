package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.endpoint.PlainHttp;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.endpoint.Wire;
import io.vastctl.memory.Database;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to the API at its pace, repeats those that may be repeated, and logs them by method,
 * path, status and time; at the finest level also by content, secrets hidden.
 */
final class VastHttp {

    private static final Logger LOG = LoggerFactory.getLogger(VastHttp.class);
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final HttpUrl base;
    private final ApiKey key;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final HttpClients clients;
    private final Pacing pacing;
    private final Scrubber scrubber;
    private final ApiErrors errors;
    private final Consumer<String> notices;
    private final Map<CallKind, Integer> calls = new EnumMap<>(CallKind.class);
    private volatile Optional<Duration> clockSkew = Optional.empty();

    /**
     * @param notices told in one line, without secrets, before each wait for another try
     * @param wire in place of the network; empty for the network
     * @param state what is shared with other runners of this key; empty for as long as it is not open
     */
    VastHttp(
            HttpUrl base,
            ApiKey key,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            Patience patience,
            Consumer<String> notices,
            Optional<Wire> wire,
            Supplier<Optional<Database>> state) {
        this.base = base;
        this.key = key;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        clients = new HttpClients(patience, wire);
        this.notices = notices;
        pacing = new SharedPacing(
                new CallPacing(clock, sleeper), state, SharedPacing.identity(key, base), clock, sleeper);
        scrubber = Scrubber.hiding(key);
        errors = new ApiErrors(scrubber);
    }

    /** @param path below the base address, with its last slash and with no first one */
    HttpUrl url(String path) {
        return base.newBuilder().addPathSegments(path).build();
    }

    Request get(HttpUrl url) {
        return authorized(url).get().build();
    }

    Request with(String method, HttpUrl url, ObjectNode body) {
        return authorized(url).method(method, json(body)).build();
    }

    static ObjectNode emptyBody() {
        return JsonNodeFactory.instance.objectNode();
    }

    Scrubber scrubber() {
        return scrubber;
    }

    ApiErrors errors() {
        return errors;
    }

    /**
     * Sends, and sends again where {@link RetryPolicy} allows.
     *
     * @return an answer that is no refusal
     * @throws UnclearCallException the call is more when made twice, and may have been carried out
     * @throws VastApiException the last refusal
     */
    Answer send(CallKind kind, Request request) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            pacing.await(kind);
            Exchange exchange = exchange(kind, request);
            Optional<Refusal> refusal = refusal(kind, exchange);
            if (refusal.isEmpty() && exchange instanceof Exchange.Answered answered) return answered.answer();
            Refusal refused = refusal.orElseThrow();
            refused.pause().ifPresent(pause -> pacing.hold(kind, pause));
            Optional<Duration> wait = kind.repeat() != Repeat.ALWAYS && mayHaveActed(exchange)
                    ? Optional.empty()
                    : RetryPolicy.STANDARD.waitAfter(tries, kind, refused, random.nextDouble());
            if (wait.isEmpty()) throw thrown(kind, refused, exchange);
            LOG.debug("{}: trying again in {}", refused.message(), wait.get());
            notices.accept(
                    refused.message() + "; trying again in " + (wait.get().toMillis() + 500) / 1000 + " s");
            sleeper.sleep(wait.get());
        }
    }

    /**
     * Sends, and reads what must be one JSON object.
     *
     * @throws UnclearCallException the call is more when made twice, and may have been carried out
     * @throws VastApiException the last refusal, or an answer that is no object
     */
    JsonNode object(CallKind kind, Request request) throws InterruptedException {
        JsonNode json = json(kind, request);
        if (!json.isObject()) throw unusable(kind, "no JSON object in the answer");
        return json;
    }

    /** The same for any JSON. */
    JsonNode json(CallKind kind, Request request) throws InterruptedException {
        Answer answer = send(kind, request);
        return Json.tree(answer.body()).orElseThrow(() -> unusable(kind, "no JSON in the answer"));
    }

    /** For an answer that came with a good status and is not what the documentation promises. */
    VastApiException unusable(CallKind kind, String why) {
        Refusal refusal = errors.unusable(kind, 200, why);
        return kind.repeat() == Repeat.ALWAYS ? refusal.toException() : refusal.toUnclear();
    }

    private static VastApiException thrown(CallKind kind, Refusal refused, Exchange exchange) {
        boolean unclear = kind.repeat() != Repeat.ALWAYS && mayHaveActed(exchange);
        return unclear ? refused.toUnclear() : refused.toException();
    }

    /** A gateway's 5xx says nothing about what happened behind it; nor does a server that stopped waiting. */
    private static boolean mayHaveActed(Exchange exchange) {
        if (exchange instanceof Exchange.Lost lost) return lost.sent();
        Answer answer = ((Exchange.Answered) exchange).answer();
        int status = answer.status();
        return status < 200 || status == 408 || status >= 500 || (answer.succeeded() && answer.truncated());
    }

    /** Sends exactly once, over a connection of its own. */
    Exchange sendOnce(CallKind kind, Request request) throws InterruptedException {
        pacing.await(kind);
        clients.forgetConnections();
        Exchange exchange = exchange(kind, request);
        refusal(kind, exchange)
                .filter(refused -> refused.problem() == ApiProblem.THROTTLED)
                .ifPresent(refused -> pacing.hold(kind, kind.penalty()));
        return exchange;
    }

    /** Fetches a file from elsewhere, without the key. */
    Answer fetch(HttpUrl url, int maxBytes) throws IOException, InterruptedException {
        return clients.file(new Request.Builder().url(url).build(), maxBytes);
    }

    private Optional<Refusal> refusal(CallKind kind, Exchange exchange) {
        if (exchange instanceof Exchange.Lost lost) {
            return Optional.of(Refusal.transport(kind, lost.line(), lost.cause()));
        }
        Answer answer = ((Exchange.Answered) exchange).answer();
        if (answer.truncated()) {
            return Optional.of(errors.unusable(kind, answer.status(), "the answer is longer than 64 MB"));
        }
        return errors.in(kind, answer);
    }

    private Exchange exchange(CallKind kind, Request request) throws InterruptedException {
        count(kind);
        AtomicBoolean sent = new AtomicBoolean();
        long start = clock.millis();
        try {
            Answer answer = clients.run(kind, request, sent, MAX_ANSWER_BYTES);
            log(request, "HTTP " + answer.status(), start);
            noteServerTime(answer);
            return new Exchange.Answered(answer);
        } catch (IOException broken) {
            String line = scrubber.clean(broken.getClass().getSimpleName() + " " + broken.getMessage());
            log(request, line, start);
            return new Exchange.Lost(broken, sent.get(), line);
        }
    }

    private synchronized void count(CallKind kind) {
        calls.merge(kind, 1, Integer::sum);
    }

    /** Requests sent so far by the words for their kind, repeated ones included. */
    synchronized Map<String, Integer> calls() {
        Map<String, Integer> byWords = new LinkedHashMap<>();
        calls.forEach((kind, count) -> byWords.put(kind.words(), count));
        return byWords;
    }

    /** The HTTP header {@code Date} has whole seconds, which is fine enough to notice a wrong clock. */
    private void noteServerTime(Answer answer) {
        Instant server = answer.headers().getInstant("Date");
        if (server != null) clockSkew = Optional.of(Duration.between(server, clock.instant()));
    }

    Optional<Duration> clockSkew() {
        return clockSkew;
    }

    private void log(Request request, String outcome, long start) {
        if (!LOG.isInfoEnabled()) return;
        LOG.info("{} {}: {} in {} ms", request.method(), RequestWords.target(request), outcome, clock.millis() - start);
        if (LOG.isDebugEnabled()) RequestWords.body(request).ifPresent(body -> LOG.debug("with {}", body));
    }

    private Request.Builder authorized(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("Authorization", key.bearer())
                .header("Accept", "application/json")
                .header("User-Agent", "vastctl");
    }

    private static RequestBody json(ObjectNode body) {
        try {
            return PlainHttp.json(Json.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }
}
