package io.vastctl.simulator.api;

import io.vastctl.simulator.market.MarketTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The least interval between two calls of one endpoint, and ten searches a minute. */
final class Limits {

    private static final int SEARCHES_PER_MINUTE = 10;
    private static final double SEARCH_THRESHOLD = 6.0;
    /** Forgives a client whose own clock is a little ahead. */
    private static final Duration SLACK = Duration.ofMillis(60);

    private final Map<Endpoint, Instant> last = new EnumMap<>(Endpoint.class);
    private final Deque<Instant> searches = new ArrayDeque<>();

    /** Counts the call, or refuses it with the threshold in seconds. */
    OptionalDouble refuses(Endpoint endpoint, Instant arrival) {
        if (endpoint == Endpoint.SEARCH) return refusesSearch(arrival);
        Instant before = last.get(endpoint);
        Duration least = MarketTime.seconds(endpoint.seconds()).minus(SLACK);
        if (before != null && Duration.between(before, arrival).compareTo(least) < 0) {
            return OptionalDouble.of(endpoint.seconds());
        }
        last.put(endpoint, arrival);
        return OptionalDouble.empty();
    }

    private OptionalDouble refusesSearch(Instant arrival) {
        Instant minuteAgo = arrival.minusSeconds(60);
        while (!searches.isEmpty() && !searches.peekFirst().isAfter(minuteAgo)) searches.removeFirst();
        if (searches.size() >= SEARCHES_PER_MINUTE) return OptionalDouble.of(SEARCH_THRESHOLD);
        searches.addLast(arrival);
        return OptionalDouble.empty();
    }
}
