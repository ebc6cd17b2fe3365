package io.vastctl.readiness;

import io.vastctl.workload.Workload;
import java.net.URI;
import java.time.Duration;

/** Asks a served model for tokens, as its users will: the only proof of readiness. */
@FunctionalInterface
public interface EndpointCheck {

    /**
     * Checks that the model is listed and asks for a first token and a short burst. Bounds its own time.
     *
     * @param baseUrl ends in {@code /v1}
     * @param model the id that must be listed
     * @param apiKey sent as a bearer token; never logged
     */
    Result ask(URI baseUrl, String model, String apiKey) throws InterruptedException;

    /**
     * The same by what counts as an answer of that workload. By default that is tokens.
     *
     * @param baseUrl ends in what {@link io.vastctl.workload.Proof#basePath} says
     */
    default Result ask(Workload workload, URI baseUrl, String model, String apiKey) throws InterruptedException {
        return ask(baseUrl, model, apiKey);
    }

    /** What the endpoint did. */
    sealed interface Result {

        /**
         * It produced tokens, or what else counts as its answer.
         *
         * @param firstToken from sending the request to having the first token
         * @param tokensPerSecond over the burst; 0 where the answer is not made of tokens
         */
        record Answered(Duration firstToken, double tokensPerSecond) implements Result {}

        /** Nothing could be reached there: refused, timed out, reset. May come up a moment later. */
        record Unreachable(String detail) implements Result {}

        /** Something answered, but not what a working server answers. */
        record WrongAnswer(String detail) implements Result {}
    }
}
