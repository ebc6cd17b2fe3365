package io.vastctl.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Promises that were not kept and do no harm to this workload: told, and held against nobody. */
final class GpuNotes {

    private static final int VERSION = 3;
    private static final int WIDTH = 0;
    private static final int WIDEST = 1;

    private GpuNotes() {}

    static List<String> of(ProbeReport report, List<GpuRow> gpus, GpuCheck.Promise promise) {
        List<String> notes = new ArrayList<>();
        driver(gpus, promise.offered(), notes);
        cuda(report, promise.offered(), notes);
        width(report, promise.offered(), notes);
        return List.copyOf(notes);
    }

    private static void driver(List<GpuRow> gpus, GpuCheck.Offered offered, List<String> notes) {
        OptionalInt promised = GpuDriver.branch(offered.driver().orElse(""));
        GpuRow.first(gpus, gpu -> isOlder(GpuDriver.branch(gpu.text(VERSION)), promised))
                .ifPresent(gpu -> notes.add("driver " + gpu.text(VERSION) + ", promised "
                        + offered.driver().orElse("")));
    }

    private static boolean isOlder(OptionalInt found, OptionalInt promised) {
        return found.isPresent() && promised.isPresent() && found.getAsInt() < promised.getAsInt();
    }

    private static void cuda(ProbeReport report, GpuCheck.Offered offered, List<String> notes) {
        OptionalDouble carried = GpuDriver.carriedCuda(report);
        if (carried.isEmpty() || offered.cuda().isEmpty()) return;
        double promised = offered.cuda().getAsDouble();
        if (carried.getAsDouble() < promised) notes.add("CUDA " + carried.getAsDouble() + ", promised " + promised);
    }

    /** Where the offer does not tell the lanes, the card itself tells what it could have. */
    private static void width(ProbeReport report, GpuCheck.Offered offered, List<String> notes) {
        if (offered.pcieLanes().isPresent() || !report.succeeded(GpuProbes.LINK)) return;
        GpuRow.first(GpuRow.parse(report.stdout(GpuProbes.LINK)), GpuNotes::isNarrowed)
                .ifPresent(gpu -> notes.add(
                        "PCIe link of " + gpu.text(WIDTH) + " lanes where the card can do " + gpu.text(WIDEST)));
    }

    private static boolean isNarrowed(GpuRow gpu) {
        return gpu.number(WIDTH).orElse(Double.MAX_VALUE) < gpu.number(WIDEST).orElse(0);
    }
}
