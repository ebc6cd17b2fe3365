package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import java.time.Duration;

/** The many bodies of a 429. None ever comes with a {@code Retry-After} header. */
final class TooFrequent {

    private TooFrequent() {}

    /** As that endpoint words it. */
    static Answer answer(Endpoint endpoint) {
        return switch (endpoint) {
            case DESTROY, DESTROY_BULK -> ApiError.answer(429, "rate_limit_exceeded", words(endpoint.seconds()));
            case REPORTS, GPU_METRICS -> plain(endpoint.seconds());
            default -> detail(endpoint.seconds());
        };
    }

    /** The commonest form; the text names the seconds to wait. */
    static Answer detail(double threshold) {
        return Answer.json(429, JsonNodeFactory.instance.objectNode().put("detail", words(threshold)));
    }

    static Answer plain(double threshold) {
        return Answer.text(429, words(threshold));
    }

    /** With a number of whole seconds in the body. */
    static Answer retryAfter(Duration wait) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Answer.json(
                429, body.put("error", "HTTPTooManyRequests").put("retry_after", Math.max(1, wait.toSeconds() + 1)));
    }

    private static String words(double threshold) {
        return "API requests too frequent endpoint threshold=" + threshold;
    }
}
