package io.vastctl.vast;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One failed exchange, read and sorted.
 *
 * @param status HTTP status, 0 when there was no answer
 * @param code the API's own code, empty when it gave none we know
 * @param message one line without secrets
 * @param newContract an instance that the answer named, 0 for none
 * @param pause how long the server asked us to stay away
 */
record Refusal(
        ApiProblem problem,
        int status,
        String code,
        String message,
        long newContract,
        Optional<Duration> pause,
        Optional<IOException> cause) {

    static Refusal transport(CallKind kind, String message, IOException cause) {
        return new Refusal(
                ApiProblem.TRANSPORT,
                0,
                "",
                kind.words() + ": no answer: " + message,
                0,
                Optional.empty(),
                Optional.of(cause));
    }

    /** For a call that is more when made twice, and of which nobody knows whether it was carried out. */
    UnclearCallException toUnclear() {
        String told = message + "; it may have been carried out";
        return cause.map(broken -> new UnclearCallException(problem, status, told, broken))
                .orElseGet(() -> new UnclearCallException(problem, status, told));
    }

    VastApiException toException() {
        return cause.map(broken -> new VastApiException(problem, status, code, message, newContract, broken))
                .orElseGet(() -> new VastApiException(problem, status, code, message, newContract));
    }
}
