package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.SignatureTable.Match;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTableTest {

    private static SignatureTable table(String id, String pattern) {
        return SignatureTable.parse(
                "test",
                "id: " + id + "\nclass: INFRA_FATAL\npattern: " + pattern + "\nreason: because\nadvice: leave\n\n");
    }

    private final SignatureTable status = SignatureTable.forStatusMessages();

    @Test
    void tableOrderDecidesNotTheOrderInTheText() {
        SignatureTable both = table("cause", "root").then(table("symptom", "wrapper"));

        assertThat(both.firstMatch("wrapper\nroot\n"))
                .hasValueSatisfying(match -> assertThat(match.signature().id()).isEqualTo("cause"));
        assertThat(both.firstMatch("wrapper"))
                .hasValueSatisfying(match -> assertThat(match.signature().id()).isEqualTo("symptom"));
        assertThat(both.firstMatch("nothing")).isEmpty();
    }

    @Test
    void theEvidenceBeginsWithTheCauseAndAddsTheLineAfterIt() {
        assertThat(evidence("one\ntwo\n  bad thing\nfour\nfive")).isEqualTo("bad thing\nfour");
        assertThat(evidence("bad")).isEqualTo("bad");
        assertThat(evidence("bad\n")).isEqualTo("bad");
        assertThat(evidence("x\nbad")).isEqualTo("bad");
    }

    @Test
    void theEvidenceStaysShortAndKeepsThePlaceThatMatched() {
        String wide = "a".repeat(1000) + " bad " + "b".repeat(1000);

        assertThat(evidence(wide)).hasSizeLessThanOrEqualTo(600).contains(" bad ");
        assertThat(evidence("bad\n" + "n".repeat(596))).isEqualTo("bad\n" + "n".repeat(596));
        assertThat(evidence("bad\n" + "n".repeat(597))).isEqualTo("bad");
    }

    @Test
    void theEvidenceHoldsNoTokens() {
        assertThat(evidence("bad hf_abcdefghijklmnop and Authorization: Bearer 0123456789"))
                .isEqualTo("bad *** and Authorization: Bearer ***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: x\\nclass: INFRA_FATAL | test:1: the block lacks [advice, pattern, reason]",
                "# comment\\n\\nid: x\\ncolour: red | test:4: expected one of [advice, class, group, id, pattern, reason, role, since]",
                "id: x\\nid: y | test:2: id stands twice",
                "id: x\\nclass: INFRA_FATAL\\npattern: (\\nreason: r\\nadvice: a | test:1: bad pattern",
                "id: x\\nclass: NOBODY\\npattern: p\\nreason: r\\nadvice: a | test:1: No enum constant",
                "id: x\\nclass: ACCOUNT\\npattern: p\\nreason: r\\nadvice: a\\nrole: boss | test:1: expected role host, cause",
                "id: Bad Id\\nclass: ACCOUNT\\npattern: p\\nreason: r\\nadvice: a | test:1: bad signature id"
            })
    void aMalformedTableIsRefusedWithFileAndLine(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureTable.parse("test", text.replace("\\n", "\n")))
                .withMessageStartingWith(message);
    }

    @Test
    void anIdStandsOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table("same", "a").then(table("same", "b")))
                .withMessageContaining("same");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "success",
                "success, running nvidia/cuda_11.0.3-devel-ubuntu18.04/ssh",
                "success, running vllm/vllm-openai_v0.11.0/ssh",
                "8b6d6c2f5a3e: Pulling fs layer",
                "8b6d6c2f5a3e: Verifying Checksum\n",
                "8b6d6c2f5a3e: Download complete",
                "8b6d6c2f5a3e: Pull complete",
                "8b6d6c2f5a3e: Downloading [=====>    ]  301.2MB/2.71GB",
                "Get:12 http://archive.ubuntu.com/ubuntu jammy/main amd64 liberror-perl all 0.17029-1 [26.5 kB]",
                "Selecting previously unselected package liberror-perl.",
                "#8 12.3 Setting up libgpg-error-l10n (1.43-3) ...",
                "Waiting for template update"
            })
    void progressIsNeverTakenForAFailure(String text) {
        assertThat(status.firstMatch(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker-no-image | Error response from daemon: manifest for vastai/test:self-test-v2-cuda-99 not found",
                "docker-no-image | failed to pull: manifest unknown",
                "docker-no-image | pull access denied for private/image, repository does not exist or may require authorization",
                "docker-auth | unauthorized: authentication required",
                "docker-auth | requested access to the resource is denied",
                "docker-ratelimit | toomanyrequests: rate limit exceeded",
                "docker-pull-failed | failed to pull image",
                "docker-pull-failed | docker pull failed",
                "docker-pull-broken | failed to register layer: unexpected EOF while reading",
                "docker-cdi | OCI runtime create failed: could not apply: failed to inject CDI devices: unresolvable CDI devices",
                "oci-other | OCI runtime create failed: could not apply required module",
                "oci-other | Error: container failed to start: OCI runtime create failed",
                "container-command | OCI runtime create failed: runc: exec: \"vllm\": executable file not found in $PATH: unknown",
                "docker-build | docker_build() error writing dockerfile",
                "docker-build | docker_build(): cannot write",
                "docker-pull-disk | write /var/lib/docker: no space left on device",
                "docker-pull-disk | no space left on device",
                "docker-daemon-down | Cannot connect to the Docker daemon at unix:///var/run/docker.sock.",
                "docker-no-runtime | unknown or invalid runtime nvidia",
                "docker-no-runtime | unknown flag: runtime",
                "docker-nvcli | nvidia-container-cli: device error: unknown device id",
                "docker-storage-option | --storage-opt is supported only for overlay over xfs",
                "smi-no-handle | Unable to determine the device handle for GPU 0000:01:00.0: Unknown Error",
                "ecc | CUDA error: uncorrectable ECC error encountered",
                "vast-iommu | Error: IOMMU is not enabled",
                "host-no-name-resolution | curl: (6) Could not resolve host: cloud.vast.ai",
                "vast-start-containers | Error: failed to start containers: C.1234567",
                "vast-unknown-fault | Error: host reported an unknown fault",
                "vast-gpu-error | Error: GPU error, unable to start instance.",
                "vast-internal-error | Error: Internal error.",
                "vast-internal-error | Error: container is mounted",
                "vast-host-died | host died"
            })
    void textsOfBrokenHostsAndImagesAreKnown(String id, String text) {
        assertThat(status.firstMatch("a1b2: Pull complete\n" + text + "\n")
                        .map(match -> match.signature().id()))
                .contains(id);
    }

    @Test
    void pythonsWordingOfAFullDiskIsLeftToTheServersOwnTable() {
        assertThat(status.firstMatch("OSError: [Errno 28] No space left on device"))
                .isEmpty();
    }

    @Test
    void whatNamesOnlyAPullThatFailedBlamesNobody() {
        assertThat(status.firstMatch("docker pull failed"))
                .hasValueSatisfying(
                        match -> assertThat(match.signature().failureClass()).isEqualTo(FailureClass.UNKNOWN));
    }

    @Test
    void everySignatureSaysWhatItMeansAndWhatHelps() {
        List<Signature> all =
                Stream.of(status).flatMap(table -> table.signatures().stream()).toList();

        assertThat(all).hasSizeGreaterThan(35).allSatisfy(signature -> {
            assertThat(signature.reason()).isNotBlank();
            assertThat(signature.advice()).isNotBlank();
        });
    }

    private static String evidence(String text) {
        return table("x", "bad").firstMatch(text).map(Match::evidence).orElse("no match");
    }
}
