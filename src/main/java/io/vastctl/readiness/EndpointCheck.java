package io.vastctl.readiness;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.workload.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * Connects to a public port and reads the first line that comes, to see where the port leads. Bounds its own
     * time: a few seconds.
     *
     * @return empty where nobody can tell
     */
    default Optional<Knock> knock(SshEndpoint door) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * What a knock came to.
     *
     * @param said the first line, empty if none came
     * @param detail one line for people
     */
    record Knock(Optional<String> said, String detail) {}

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

        /** It answered from there and then fell silent in the middle: not its network, but the server. */
        record Hangs(String detail) implements Result {}

        /** It produced tokens, and does so for a wrong key too. */
        record OpenToAnyone(Duration firstToken, double tokensPerSecond, String detail) implements Result {}
    }
}
