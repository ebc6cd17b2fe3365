package io.vastctl.memory;

import java.util.List;

/**
 * Everything recorded of one run.
 *
 * @param snapshotJson the ranked choice as it stood at the start
 * @param attempts in order
 */
public record RunDetail(RunSummary summary, String snapshotJson, List<AttemptRow> attempts) {

    public RunDetail {
        attempts = List.copyOf(attempts);
    }
}
