package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether the disk is as large as rented and has room for the model. */
final class GpuDisk {

    /** Of the rented size: file systems keep some for themselves. */
    private static final double SIZE_MARGIN = 0.8;
    /** Above that many times the rented size it is the host's own disk that shows, without a quota for us. */
    private static final double HOSTS_OWN = 2;

    private static final double ROOM_MARGIN = 0.98;

    private GpuDisk() {}

    static Optional<Failure> judge(ProbeReport report, GpuCheck.Needed needed) {
        if (!report.succeeded(GpuProbes.DISK)) return Optional.empty();
        String df = report.stdout(GpuProbes.DISK);
        double rented = needed.diskGb() * 1e9;
        OptionalDouble size = DiskSize.ofDf(df);
        if (size.orElse(rented) < rented * SIZE_MARGIN)
            return Optional.of(GpuFault.DISK_SHORT.with("rented " + needed.diskGb() + " GB:\n" + df.strip()));
        return room(report, needed, size.orElse(rented) > rented * HOSTS_OWN);
    }

    private static Optional<Failure> room(ProbeReport report, GpuCheck.Needed needed, boolean hostsOwn) {
        String df = report.stdout(GpuProbes.DISK);
        double missing = needed.modelGb() * 1e9 - DownloadSpeed.cachedBytes(report);
        OptionalDouble free = DiskSize.freeOfDf(df);
        if (free.orElse(missing) >= missing * ROOM_MARGIN) return Optional.empty();
        GpuFault fault = hostsOwn ? GpuFault.DISK_FULL : GpuFault.DISK_TOO_SMALL;
        return Optional.of(fault.with("the model takes " + needed.modelGb() + " GB, "
                + Math.round(free.getAsDouble() / 1e8) / 10.0 + " GB are free:\n" + df.strip()));
    }
}
