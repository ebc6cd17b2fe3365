package io.vastctl.simulator.api;

import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.BlindKind;
import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.FaultBook;
import io.vastctl.simulator.market.Market;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What stands before the servers, when it has a bad moment. */
final class Edge {

    private final Chance chance;
    private final FaultBook faults;

    Edge(Market market) {
        this.chance = market.chance();
        this.faults = market.faults();
    }

    /**
     * The edge's own answer; empty when it lets the call through.
     *
     * @param counts calls received so far per endpoint, so that no two calls need fare alike
     */
    Optional<Answer> answer(Instant now, Collection<Integer> counts) {
        if (faults.bursts(Fault.API_BLIND, now)) return Optional.of(blind(counts));
        Optional<BlindKind> blind = BlindKind.at(faults, now);
        if (blind.equals(Optional.of(BlindKind.SILENCE))) return Optional.of(Answer.noAnswer());
        if (blind.equals(Optional.of(BlindKind.ERRORS))) return Optional.of(blind(counts));
        if (faults.bursts(Fault.EDGE_HTML, now)) return Optional.of(Answer.html(403, "Forbidden"));
        if (faults.bursts(Fault.GATEWAY, now)) {
            boolean even = chance.hits(0.5, "gateway", counts);
            return Optional.of(
                    even ? Answer.html(502, "Bad Gateway") : Answer.html(503, "Service Temporarily Unavailable"));
        }
        return faults.bursts(Fault.THROTTLE, now) ? Optional.of(throttled(counts)) : Optional.empty();
    }

    private Answer blind(Collection<Integer> counts) {
        double dice = chance.between(0, 1, "blind", counts);
        if (dice < 0.3) return Answer.noAnswer();
        if (dice < 0.5) return Answer.html(500, "Internal Server Error");
        if (dice < 0.7) return Answer.html(502, "Bad Gateway");
        return dice < 0.85 ? Answer.html(503, "Service Temporarily Unavailable") : Answer.html(504, "Gateway Time-out");
    }

    private Answer throttled(Collection<Integer> counts) {
        double dice = chance.between(0, 1, "throttled", counts);
        if (dice < 0.4) return TooFrequent.retryAfter(Duration.ofSeconds(1));
        if (dice < 0.6) return TooFrequent.plain(2.0);
        return dice < 0.8
                ? TooFrequent.detail(2.0)
                : ApiError.answer(429, "rate_limit_exceeded", "API requests too frequent");
    }
}
