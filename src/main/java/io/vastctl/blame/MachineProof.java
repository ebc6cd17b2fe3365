package io.vastctl.blame;

import io.vastctl.outcome.Failure;
import java.util.List;
import java.util.Set;

/**
 * Failures that no image can bring about: the host's own container service, its driver, its card, its disk or its line
 * said so. However many hosts show one, each has it from itself.
 */
final class MachineProof {

    /** Of the tables under {@code io/vastctl/readiness}; the beginning of a signature. */
    private static final List<String> FAMILIES = List.of("gpu-", "smi-", "nvml-", "host-", "xid-");

    private static final Set<String> SIGNATURES = Set.of(
            "docker-cdi",
            "docker-nvcli",
            "docker-no-runtime",
            "docker-daemon-down",
            "docker-storage-option",
            "docker-ports",
            "docker-pull-disk",
            "vast-gpu-error",
            "vast-iommu",
            "vast-host-died",
            "ecc",
            "cuda-802",
            "mem-free-tiny",
            "disk-short");

    /** The host gave up without naming a reason, which may be the image. */
    private static final Set<String> NO_REASON = Set.of("host-gave-up");

    private MachineProof() {}

    static boolean shownBy(Failure failure) {
        String signature = failure.signature();
        if (NO_REASON.contains(signature)) return false;
        return SIGNATURES.contains(signature) || FAMILIES.stream().anyMatch(signature::startsWith);
    }
}
