package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Broken memory, brakes and a narrowed link, where the cards tell of them. */
final class GpuHealth {

    private static final int ECC = 0;
    private static final int THERMAL = 1;
    private static final int POWER_BRAKE = 2;
    private static final int WIDTH = 0;

    private GpuHealth() {}

    static Optional<Failure> judge(ProbeReport report, GpuCheck.Offered offered) {
        List<GpuRow> health = rows(report, GpuProbes.HEALTH);
        return finding(health, gpu -> gpu.number(ECC).orElse(0) > 0, GpuFault.ECC)
                .or(() -> finding(rows(report, GpuProbes.REMAP), GpuHealth::isRemapped, GpuFault.REMAP))
                .or(() -> recovery(report))
                .or(() -> finding(health, gpu -> gpu.isActive(THERMAL), GpuFault.THERMAL_BRAKE))
                .or(() -> finding(health, gpu -> gpu.isActive(POWER_BRAKE), GpuFault.POWER_BRAKE))
                .or(() -> width(report, offered));
    }

    private static boolean isRemapped(GpuRow gpu) {
        return gpu.text(0).equals("Yes") || gpu.text(1).equals("Yes");
    }

    /** The driver's own word: None, Reset, Reboot, Drain P2P, Drain and Reset; brackets and N/A are no word. */
    private static Optional<Failure> recovery(ProbeReport report) {
        if (!report.succeeded(GpuProbes.RECOVERY)) return Optional.empty();
        return report.stdout(GpuProbes.RECOVERY)
                .lines()
                .map(String::strip)
                .filter(word -> word.matches("(Reset|Reboot|Drain).*"))
                .findFirst()
                .map(word -> GpuFault.RECOVERY.with("the driver asks for: " + word));
    }

    /** The width does not sink at idle as the generation does, so it may be judged before there is load. */
    private static Optional<Failure> width(ProbeReport report, GpuCheck.Offered offered) {
        if (offered.pcieLanes().isEmpty()) return Optional.empty();
        int lanes = offered.pcieLanes().getAsInt();
        return GpuRow.first(rows(report, GpuProbes.LINK), gpu -> isNarrower(gpu.number(WIDTH), lanes))
                .map(gpu -> GpuFault.PCIE_WIDTH.with("promised " + lanes + " PCIe lanes; now, at most: " + gpu.line()));
    }

    private static boolean isNarrower(OptionalDouble width, int lanes) {
        return width.isPresent() && width.getAsDouble() >= 1 && width.getAsDouble() < lanes;
    }

    private static List<GpuRow> rows(ProbeReport report, String probe) {
        return report.succeeded(probe) ? GpuRow.parse(report.stdout(probe)) : List.of();
    }

    private static Optional<Failure> finding(List<GpuRow> gpus, Predicate<GpuRow> bad, GpuFault fault) {
        return GpuRow.first(gpus, bad).map(gpu -> fault.with(gpu.line()));
    }
}
