package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;

/** What the GPU check can find, each under a stable code; docs/reference/gpu-check.md lists them for people. */
enum GpuFault {
    SMI_HANGS("gpu-smi-hangs", FailureClass.INFRA_FATAL),
    SMI_MISSING("gpu-smi-missing", FailureClass.INFRA_FATAL),
    SMI_FAILED("gpu-smi-failed", FailureClass.INFRA_FATAL),
    CARD_LOST("gpu-smi-is-lost", FailureClass.INFRA_FATAL),
    CARD_NEEDS_RESET("gpu-smi-requires-reset", FailureClass.INFRA_FATAL),
    CARD_UNREADABLE("gpu-smi-unknown-error", FailureClass.INFRA_FATAL),
    COUNT("gpu-count", FailureClass.INFRA_FATAL),
    DUPLICATE("gpu-duplicate", FailureClass.INFRA_FATAL),
    NAME("gpu-name", FailureClass.INFRA_FATAL),
    VRAM("gpu-vram", FailureClass.INFRA_FATAL),
    ECC("gpu-ecc", FailureClass.INFRA_FATAL),
    REMAP("gpu-remap", FailureClass.INFRA_FATAL),
    RECOVERY("gpu-recovery", FailureClass.INFRA_FATAL),
    THERMAL_BRAKE("gpu-thermal-brake", FailureClass.INFRA_FATAL),
    POWER_BRAKE("gpu-power-brake", FailureClass.INFRA_FATAL),
    PCIE_WIDTH("gpu-pcie-width", FailureClass.INFRA_FATAL),
    LIBCUDA("libcuda-missing", FailureClass.INFRA_FATAL),
    /** The offer promised a driver that would have done. */
    DRIVER("gpu-driver", FailureClass.INFRA_FATAL),
    /** The offer promised a CUDA version that would have done. */
    CUDA("gpu-cuda", FailureClass.INFRA_FATAL),
    /** Nobody promised better. */
    DRIVER_TOO_OLD("driver-too-old", FailureClass.WORKLOAD_INCOMPATIBLE),
    DISK_SHORT("disk-short", FailureClass.INFRA_FATAL),
    /** The host's own disk has no room. */
    DISK_FULL("disk-full", FailureClass.INFRA_FATAL),
    /** The rented disk has no room for the model. */
    DISK_TOO_SMALL("disk-too-small", FailureClass.WORKLOAD_FATAL),
    /** Tried elsewhere, and a soft mark against the machine: lines have bad hours. */
    DOWNLOAD_SLOW("download-slow", FailureClass.STALLED),
    /** The container listens and the outside does not get through. */
    PORT_MAPPING("port-mapping", FailureClass.INFRA_FATAL);

    private final String code;
    private final FailureClass failureClass;

    GpuFault(String code, FailureClass failureClass) {
        this.code = code;
        this.failureClass = failureClass;
    }

    String code() {
        return code;
    }

    FailureClass failureClass() {
        return failureClass;
    }

    /** Whether one look does not prove it: a driver wakes slowly, a brake shows for a moment, a line has a bad second. */
    boolean mayPass() {
        return switch (this) {
            case SMI_HANGS, THERMAL_BRAKE, POWER_BRAKE, PCIE_WIDTH, DOWNLOAD_SLOW -> true;
            default -> false;
        };
    }

    /** Whether the finding of that code counts at the second look only. */
    static boolean mayPass(String code) {
        for (GpuFault fault : values()) if (fault.code.equals(code)) return fault.mayPass();
        return false;
    }

    Failure with(String evidence) {
        return new Failure(failureClass, code, Phase.GPU_CHECK, evidence);
    }
}
