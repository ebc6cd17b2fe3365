package io.vastctl.guard.loop;

import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.Telemetry;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to look at for the state of a machine's cards, and what it means. No I/O. */
public interface GpuWatch {

    /** To be run in one exec, with the names as they are. */
    List<Probe> probes();

    /**
     * What they told.
     *
     * @param report of those probes, and proven to come from the machine
     */
    Telemetry read(ProbeReport report);

    /** To be run once for a rental, beside the others: what tells the cards' own limits. */
    default List<Probe> limitProbes() {
        return List.of();
    }

    /**
     * The cards' own limits, by their names.
     *
     * @param report of all probes, and proven to come from the machine
     * @return empty if it could not be told: it is asked again
     */
    default Optional<Map<String, HeatLimits>> limits(ProbeReport report) {
        return Optional.of(Map.of());
    }
}
