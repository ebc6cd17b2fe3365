package io.vastctl.readiness;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Calls an adapter's methods once before anything is rented: what fails there costs nothing. */
public final class AdapterTrial {

    private static final int MOST_PROBES = 24;
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);

    /** Names of probes that travel beside the adapter's. */
    private static final Set<String> OWN = Set.of(
            Probe.ECHO,
            GpuProbes.GPU,
            GpuProbes.HEALTH,
            GpuProbes.REMAP,
            GpuProbes.RECOVERY,
            GpuProbes.LINK,
            GpuProbes.TABLE,
            GpuProbes.LIBCUDA,
            GpuProbes.DISK,
            DownloadSpeed.PROBE,
            PortProof.PROBE,
            Vitals.PROBE,
            ReadinessWait.RELEASE);

    private AdapterTrial() {}

    /** What is wrong with the adapter for this workload, in one line; empty if all is well. */
    public static Optional<String> fault(ReadinessAdapter adapter, Workload workload) {
        try {
            adapter.startScript(workload);
            adapter.servedModel(workload);
            adapter.releaseCommand(workload);
            return window("startupWindow()", adapter.startupWindow(workload))
                    .or(() -> Stream.of(Phase.values())
                            .flatMap(phase -> window("stallLimit()", adapter.stallLimit(workload, phase)).stream())
                            .findFirst())
                    .or(() -> probes(adapter.probes(workload)))
                    .map(what -> "adapter " + adapter.id() + ": " + what);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> window(String method, Duration length) {
        boolean sound = !length.isNegative() && !length.isZero() && length.compareTo(LONGEST_WINDOW) <= 0;
        return sound
                ? Optional.empty()
                : Optional.of(method + " returned " + length + ", expected more than zero and at most 24 h");
    }

    private static Optional<String> probes(List<Probe> probes) {
        if (probes.size() > MOST_PROBES)
            return Optional.of("probes() returned " + probes.size() + " probes, expected " + MOST_PROBES + " at most");
        Set<String> names = new HashSet<>(OWN);
        for (Probe probe : probes) {
            if (!names.add(probe.name()))
                return Optional.of("probes() uses the name " + probe.name() + " twice, or it is one of vastctl's own");
            if (probe.limit().isNegative() || probe.limit().compareTo(LONGEST_PROBE) > 0)
                return Optional.of("probe " + probe.name() + " has a limit of " + probe.limit()
                        + ", expected 30 s at most: every look waits for its slowest probe");
        }
        return Optional.empty();
    }
}
