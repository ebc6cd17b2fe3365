package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.adapter.http.HttpAdapter;
import io.vastctl.adapter.vllm.VllmAdapter;
import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Evidence;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each cause that is held against machines: whether three different hosts may have it from their common image. */
class WithdrawnSignaturesTest {

    private static final Set<String> OF_THE_IMAGE = Set.of(
            ("oci-other docker-build docker-pull-broken docker-net container-exited host-gave-up vast-start-containers"
                            + " vast-unknown-fault ssh-refused ssh-no-banner ssh-shell-hangs ssh-unreachable hf-net hf-ssl hf-xet"
                            + " http-net safetensors consistency cuda-no-gpus infer-device nccl-shm nccl-system nccl-unhandled"
                            + " nccl-remote")
                    .split(" "));

    private static final Set<String> OF_THE_HOST = Set.of(
            ("docker-cdi docker-nvcli docker-no-runtime docker-ratelimit docker-pull-disk docker-ports docker-storage"
                            + " docker-daemon-down docker-storage-option host-no-name-resolution host-offline"
                            + " vast-gpu-error vast-internal-error vast-iommu vast-host-died"
                            + " ssh-timeout ssh-lost ssh-forwarding-failed endpoint-unreachable port-mapping"
                            + " gpu-fallen-off-bus gpu-is-lost gpu-gsp gpu-init-failed smi-no-handle smi-no-driver"
                            + " smi-no-devices smi-err smi-missing nvml-mismatch nvml-unknown nvml-other ecc xid-hw"
                            + " xid-recovery pcie-fatal cuda-802 cuda-unknown cuda-busy cuda-init nccl-cuda"
                            + " gpu-smi-hangs gpu-smi-missing gpu-smi-failed gpu-smi-is-lost gpu-smi-requires-reset"
                            + " gpu-smi-unknown-error gpu-count gpu-duplicate gpu-name gpu-vram gpu-ecc gpu-remap"
                            + " gpu-recovery gpu-thermal-brake gpu-power-brake gpu-pcie-width gpu-driver gpu-cuda"
                            + " libcuda-missing libcuda http-libcuda disk-short disk-full disk-broken mem-foreign"
                            + " mem-free-tiny hf-dns hf-429 http-dns")
                    .split(" "));

    /** Given in code, not in a table. */
    private static final Set<String> OF_THE_WATCHES = Set.of(
            "container-exited",
            "host-offline",
            "host-gave-up",
            "ssh-refused",
            "ssh-timeout",
            "ssh-no-banner",
            "ssh-shell-hangs",
            "ssh-unreachable",
            "ssh-lost",
            "ssh-forwarding-failed",
            "endpoint-unreachable");

    @Test
    void everyCauseOfTheInfrastructureIsOfTheHostOrOfTheImage() throws IOException {
        Set<String> known = new TreeSet<>(OF_THE_WATCHES);
        known.addAll(signatures(FailureClass.INFRA_FATAL));

        Set<String> sorted = new TreeSet<>(OF_THE_HOST);
        sorted.addAll(OF_THE_IMAGE);
        assertThat(sorted).isEqualTo(known);
        assertThat(withdrawn(known, FailureClass.INFRA_FATAL)).isEqualTo(new TreeSet<>(OF_THE_IMAGE));
    }

    @Test
    void nothingElseIsEverWithdrawn() throws IOException {
        for (FailureClass other : FailureClass.values()) {
            if (other == FailureClass.INFRA_FATAL) continue;
            Set<String> named = signatures(other);
            named.addAll(OF_THE_IMAGE);
            assertThat(withdrawn(named, other)).as("%s", other).isEmpty();
        }
    }

    /** Of those that three hosts show with one image. */
    private static Set<String> withdrawn(Set<String> signatures, FailureClass failureClass) {
        Set<String> withdrawn = new TreeSet<>();
        for (String signature : signatures) {
            List<Evidence> three = new ArrayList<>();
            for (int host = 1; host <= 3; host++)
                three.add(new Evidence(
                        new AttemptKey("run", host),
                        host,
                        host,
                        "tinyllama",
                        "vllm/vllm-openai:v0.10.2",
                        Optional.of(new Failure(failureClass, signature, Phase.GPU_CHECK, "")),
                        Instant.EPOCH.plusSeconds(host)));
            if (CommonCause.withdrawn(three).size() == 3) withdrawn.add(signature);
        }
        return withdrawn;
    }

    private static Set<String> signatures(FailureClass failureClass) throws IOException {
        Set<String> found = new TreeSet<>();
        for (GpuFault fault : GpuFault.values()) if (fault.failureClass() == failureClass) found.add(fault.code());
        found.addAll(table(SignatureTable.class, "gpu.signatures", failureClass));
        found.addAll(table(SignatureTable.class, "kernel.signatures", failureClass));
        found.addAll(table(SignatureTable.class, "container.signatures", failureClass));
        found.addAll(table(VllmAdapter.class, "vllm.signatures", failureClass));
        found.addAll(table(HttpAdapter.class, "http.signatures", failureClass));
        return found;
    }

    private static Set<String> table(Class<?> beside, String name, FailureClass failureClass) throws IOException {
        Set<String> found = new TreeSet<>();
        String id = "";
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("id: ")) id = line.substring(4).strip();
                if (line.equals("class: " + failureClass)) found.add(id);
            }
        }
        return found;
    }
}
