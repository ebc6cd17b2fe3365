package io.vastctl.workload;

import java.time.Duration;
import java.util.Optional;

/**
 * How a workload's server is started, guarded, found to be up, and proven to work.
 *
 * @param command shell lines that are the server and end with it; for adapters that make a start script of them
 * @param ready the answer, inside the machine, by which the {@code http} adapter knows that the server is up
 * @param proof what counts as an answer from outside
 * @param keyVariable the variable from which the server takes its API key; empty if it asks for none
 * @param publicPort whether the port is mapped to the outside; if not, the SSH tunnel is the only way in
 * @param window the longest from the first login to the first answer, in place of the adapter's own
 * @param stall the longest without progress, in place of the adapter's own
 */
public record Serving(
        Optional<String> command,
        Optional<HttpAnswer> ready,
        Proof proof,
        Optional<String> keyVariable,
        boolean publicPort,
        Optional<Duration> window,
        Optional<Duration> stall) {

    /** From which vLLM takes its key. */
    public static final String VLLM_KEY = "VLLM_API_KEY";

    /** As vLLM does it; what a workload file that says nothing gets. */
    public static final Serving LIKE_VLLM = new Serving(
            Optional.empty(),
            Optional.empty(),
            new Proof.Completion(),
            Optional.of(VLLM_KEY),
            true,
            Optional.empty(),
            Optional.empty());

    /** Whether anybody who finds the port may use the server. */
    public boolean isOpenToAnyone() {
        return publicPort && keyVariable.isEmpty();
    }
}
