package io.vastctl.blame;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.util.Set;

/**
 * Failures that count against the machine, though an image or what it fetches can bring them about on a healthy one.
 * Whatever is not named here stays with the machine, however many hosts show it: its driver, its card, its disk and its
 * line are its own. So do quotas of its address, stalls, and cards that do not suit, which other hardware does.
 */
final class ImageFault {

    /** The first lines are of the container, then its SSH server, what it downloads, and how it looks for the card. */
    private static final Set<String> SIGNATURES = Set.of(
            "oci-other",
            "docker-build",
            "docker-pull-broken",
            "docker-net",
            "container-exited",
            "host-gave-up",
            "vast-start-containers",
            "vast-unknown-fault",
            "ssh-refused",
            "ssh-no-banner",
            "ssh-shell-hangs",
            "ssh-unreachable",
            "hf-net",
            "hf-ssl",
            "hf-xet",
            "http-net",
            "safetensors",
            "consistency",
            "cuda-no-gpus",
            "infer-device",
            "nccl-shm",
            "nccl-system",
            "nccl-unhandled",
            "nccl-remote");

    private ImageFault() {}

    /** Whether several hosts that show it may have it from the image. */
    static boolean maySpeakOf(Failure failure) {
        return maySpeakOf(failure.failureClass(), failure.signature());
    }

    static boolean maySpeakOf(FailureClass failureClass, String signature) {
        return failureClass == FailureClass.INFRA_FATAL
                && (SIGNATURES.contains(signature) || ServingFault.maySpeakOf(signature));
    }
}
