package io.vastctl.blame;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Evidence for tests. */
final class Cases {

    static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
    static final String IMAGE = "vllm/vllm-openai:v0.10.0";

    static final Failure BROKEN = infra("docker-cdi");
    static final Failure NO_START = infra("oci-other");
    static final Failure STALL = new Failure(FailureClass.STALLED, "no-progress", Phase.IMAGE_PULL, "");

    private Cases() {}

    static Failure infra(String signature) {
        return new Failure(FailureClass.INFRA_FATAL, signature, Phase.CONTAINER_START, "it says so");
    }

    /** An attempt on a machine of the host with the same number. */
    static Evidence failed(String run, int number, long host, Failure failure, Duration later) {
        return seen(run, number, host, IMAGE, Optional.of(failure), later);
    }

    static Evidence ready(String run, int number, long host, Duration later) {
        return seen(run, number, host, IMAGE, Optional.empty(), later);
    }

    static Evidence seen(String run, int number, long host, String image, Optional<Failure> failure, Duration later) {
        return new Evidence(
                new AttemptKey(run, number), host * 10, host, "tinyllama", image, failure, START.plus(later));
    }

    static Charge charge(Failure failure, Duration later) {
        return Charge.of(failed("r", 1, 1, failure, later)).orElseThrow();
    }
}
