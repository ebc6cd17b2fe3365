package io.vastctl.simulator.api;

import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.MarketTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The least interval between two calls of one endpoint by one key, and ten searches a minute. Whoever creates
 * too often is kept out for longer than the answer says.
 */
final class Limits {

    private static final int SEARCHES_PER_MINUTE = 10;
    /** Documented beside the threshold of 4.5 s; the answer's text names only the threshold. */
    private static final Duration CREATE_PENALTY = Duration.ofSeconds(12);
    /** Forgives a client whose own clock is a little ahead. */
    private static final Duration SLACK = Duration.ofMillis(60);

    private final Map<Bucket, Instant> opensAt = new HashMap<>();
    private final Map<String, Deque<Instant>> searches = new HashMap<>();

    private record Bucket(Endpoint endpoint, String key) {}

    /** Counts the call, or refuses it. */
    Optional<Answer> refuses(Endpoint endpoint, String key, Instant arrival) {
        if (endpoint == Endpoint.SEARCH) return refusesSearch(key, arrival);
        Bucket bucket = new Bucket(endpoint, key);
        Instant open = opensAt.getOrDefault(bucket, Instant.MIN);
        if (arrival.plus(SLACK).isBefore(open)) {
            if (endpoint == Endpoint.CREATE) opensAt.put(bucket, punished(open, arrival));
            return Optional.of(TooFrequent.answer(endpoint));
        }
        opensAt.put(bucket, arrival.plus(MarketTime.seconds(endpoint.seconds())));
        return Optional.empty();
    }

    private static Instant punished(Instant open, Instant arrival) {
        Instant end = arrival.plus(CREATE_PENALTY);
        boolean already = open.isAfter(arrival.plus(MarketTime.seconds(Endpoint.CREATE.seconds())));
        return already ? open : end;
    }

    private Optional<Answer> refusesSearch(String key, Instant arrival) {
        Deque<Instant> recent = searches.computeIfAbsent(key, unused -> new ArrayDeque<>());
        Instant minuteAgo = arrival.minusSeconds(60);
        while (!recent.isEmpty() && !recent.peekFirst().isAfter(minuteAgo)) recent.removeFirst();
        if (recent.size() >= SEARCHES_PER_MINUTE) {
            return Optional.of(TooFrequent.retryAfter(Duration.between(minuteAgo, recent.peekFirst())));
        }
        recent.addLast(arrival);
        return Optional.empty();
    }
}
