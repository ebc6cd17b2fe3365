package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalDouble;

/** What one look at a rental came to. Only {@link Pending} is worth another look. */
public sealed interface Verdict {

    /**
     * On its way.
     *
     * @param detail one line for people
     * @param progress 0 to 1 within the phase, where it is known
     */
    record Pending(Phase phase, String detail, OptionalDouble progress) implements Verdict {}

    /**
     * It produced tokens, or what else counts as an answer of its workload.
     *
     * @param url of the endpoint as users reach it, ends in {@code /v1} where that is OpenAI's; only inside the machine when tunnelled
     * @param tunnelled asked through the SSH tunnel, because the port is not public
     * @param tokensPerSecond 0 where the answer is not made of tokens
     */
    record Verified(URI url, boolean tunnelled, Duration firstToken, double tokensPerSecond) implements Verdict {}

    /** It will not come up. */
    record Failed(Failure failure) implements Verdict {}
}
