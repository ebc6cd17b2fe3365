package io.vastctl.memory.hosts;

import io.vastctl.memory.AttemptRow;
import java.util.List;

/**
 * Everything recorded of one machine.
 *
 * @param attempts newest first, at most 100
 */
public record MachineDetail(MachineSummary summary, List<AttemptRow> attempts) {

    public MachineDetail {
        attempts = List.copyOf(attempts);
    }
}
