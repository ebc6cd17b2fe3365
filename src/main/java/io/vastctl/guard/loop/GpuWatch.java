package io.vastctl.guard.loop;

import io.vastctl.guard.Telemetry;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import java.util.List;

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
}
