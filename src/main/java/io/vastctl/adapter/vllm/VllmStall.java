package io.vastctl.adapter.vllm;

import io.vastctl.outcome.Phase;
import java.time.Duration;

/** How long each phase of vLLM's start may go without progress. */
final class VllmStall {

    private VllmStall() {}

    static Duration limit(Phase phase) {
        return switch (phase) {
            case ENGINE_WARMUP -> Duration.ofMinutes(8);
            case API_UP -> Duration.ofMinutes(2);
            default -> Duration.ofMinutes(5);
        };
    }
}
