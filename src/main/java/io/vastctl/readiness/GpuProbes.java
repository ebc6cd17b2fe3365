package io.vastctl.readiness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the GPU check looks at. All of it runs side by side in one exec, each below ten seconds. */
final class GpuProbes {

    /** Without it there is nothing to judge. */
    static final String GPU = "gpu";

    static final String HEALTH = "gpu-health";
    static final String REMAP = "gpu-remap";
    static final String RECOVERY = "gpu-recovery";
    static final String LINK = "gpu-link";
    static final String TABLE = "gpu-table";
    static final String LIBCUDA = "libcuda";
    static final String DISK = "disk";

    static final Duration LIMIT = Duration.ofSeconds(9);

    private GpuProbes() {}

    static List<Probe> of(GpuCheck.Promise promise) {
        List<Probe> probes = new ArrayList<>();
        probes.add(run(GPU, query("index,uuid,name,driver_version,memory.total,memory.used")));
        // Each apart, because one field that an old driver does not know fails its whole query.
        probes.add(run(HEALTH, health("event") + " || " + health("throttle")));
        probes.add(run(REMAP, query("remapped_rows.pending,remapped_rows.failure")));
        probes.add(run(RECOVERY, query("gpu_recovery_action")));
        probes.add(run(LINK, query("pcie.link.width.current,pcie.link.width.max")));
        probes.add(run(TABLE, "nvidia-smi"));
        probes.add(run(LIBCUDA, """
                PATH=$PATH:/sbin:/usr/sbin; ldconfig -p 2>/dev/null | grep libcuda.so.1\
                 || ls -d /usr/lib/*/libcuda.so.1 /usr/lib64/libcuda.so.1\
                 /usr/local/nvidia/lib64/libcuda.so.1 /usr/lib/libcuda.so.1 2>/dev/null\
                 | grep libcuda.so.1"""));
        probes.add(run(DISK, "df -Pk /"));
        DownloadSpeed.probe(promise).ifPresent(probes::add);
        return List.copyOf(probes);
    }

    /** @param kind the word in the names of the brakes: {@code event} since about driver 535, {@code throttle} before */
    private static String health(String kind) {
        String brakes = "clocks_" + kind + "_reasons.";
        return query("ecc.errors.uncorrected.volatile.total," + brakes + "hw_thermal_slowdown," + brakes
                + "hw_power_brake_slowdown,temperature.gpu");
    }

    private static String query(String fields) {
        return "nvidia-smi --query-gpu=" + fields + " --format=csv,noheader,nounits";
    }

    private static Probe run(String name, String command) {
        return Probe.run(name, command, LIMIT);
    }
}
