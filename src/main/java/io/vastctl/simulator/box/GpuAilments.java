package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.GpuHealth;
import io.vastctl.simulator.market.Listing;
import java.util.Optional;

/**
 * What sick cards show in the fields of nvidia-smi.
 *
 * @param offTheBus whether the driver has lost the card meanwhile
 */
record GpuAilments(GpuHealth gpu, Listing offer, boolean offTheBus) {

    /** Empty where the field shows what it would in health. */
    Optional<GpuCards.Value> value(String field) {
        if ((offTheBus || gpu.has(Fault.GPU_LOST))
                && field.matches(
                        "memory\\..*|temperature\\..*|utilization\\..*|power\\.draw.*|clocks_event_reasons\\..*"))
            return shown("[GPU is lost]");
        if (gpu.has(Fault.GPU_ECC) && field.startsWith("ecc.errors.uncorrected")) return shown("3");
        if (gpu.has(Fault.GPU_REMAP) && field.equals("remapped_rows.pending")) return shown("Yes");
        if (gpu.has(Fault.GPU_RECOVERY) && field.equals("gpu_recovery_action")) return shown("Reset");
        if (gpu.has(Fault.THERMAL_BRAKE) && field.endsWith(".hw_thermal_slowdown")) return shown("Active");
        if (gpu.has(Fault.POWER_BRAKE) && field.endsWith(".hw_power_brake_slowdown")) return shown("Active");
        if (gpu.has(Fault.PCIE_NARROW) && field.equals("pcie.link.width.current"))
            return shown(String.valueOf((int) offer.number("gpu_lanes", 16) / 4));
        return Optional.empty();
    }

    private static Optional<GpuCards.Value> shown(String text) {
        return Optional.of(new GpuCards.Value(text, ""));
    }
}
