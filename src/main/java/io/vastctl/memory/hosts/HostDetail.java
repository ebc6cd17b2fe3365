package io.vastctl.memory.hosts;

import io.vastctl.memory.AttemptRow;
import java.util.List;

/**
 * Everything recorded of the machines of one host in one market.
 *
 * @param total all of them taken together; machine and GPU are those of the latest attempt
 * @param machines the latest first
 * @param attempts newest first, at most 100
 */
public record HostDetail(MachineSummary total, List<MachineSummary> machines, List<AttemptRow> attempts) {

    public HostDetail {
        machines = List.copyOf(machines);
        attempts = List.copyOf(attempts);
    }
}
