package io.vastctl.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Assessment.Ready;
import io.vastctl.readiness.Assessment.WarmingUp;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Proof;
import io.vastctl.workload.Serving;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The http adapter over saved reports. */
class HttpAdapterTest {

    private final HttpAdapter adapter = new HttpAdapter();

    static Workload workload(Optional<String> pointer, Optional<String> value) {
        Serving serving = new Serving(
                Optional.of("exec server \"$@\""),
                Optional.of(new HttpAnswer("/health", 200, pointer, value)),
                new Proof.Chat(),
                Optional.of("SERVER_KEY"),
                true,
                Optional.of(Duration.ofMinutes(7)),
                Optional.empty());
        return new Workload(
                "mine",
                "http",
                "me/server:v1",
                "me/model",
                List.of("--a", "it's"),
                OptionalInt.of(4096),
                9000,
                8,
                40,
                4,
                2,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                serving);
    }

    private static final Workload PLAIN = workload(Optional.empty(), Optional.empty());

    private static ProbeReport report(Workload workload, String... pairs) {
        Map<String, ProbeResult> results = new HashMap<>();
        results.put(Probe.ECHO, new ProbeResult(0, "", ""));
        results.put(ServerProbes.PROCESS, new ProbeResult(0, "alive 300\n", ""));
        for (int at = 0; at < pairs.length; at += 2) results.put(pairs[at], new ProbeResult(0, pairs[at + 1], ""));
        return new ProbeReport(Instant.EPOCH, results).about(workload);
    }

    private static String reply(int status, String body) {
        return "HTTP/1.1 " + status + " Word\r\nContent-Type: application/json\r\n\r\n" + body;
    }

    private WarmingUp warming(ProbeReport now, ProbeReport before) {
        Assessment seen = adapter.assess(now, Optional.of(before));
        assertThat(seen).isInstanceOf(WarmingUp.class);
        return (WarmingUp) seen;
    }

    @Test
    void theExpectedAnswerIsReadyAndNothingElseIs() {
        assertThat(adapter.assess(report(PLAIN, "ready", reply(200, "")), Optional.empty()))
                .isInstanceOf(Ready.class);
        assertThat(adapter.assess(report(PLAIN, "ready", "HTTP/1.0 200 OK\n\nok"), Optional.empty()))
                .isInstanceOf(Ready.class);
        assertThat(adapter.assess(report(PLAIN, "ready", ""), Optional.empty())).isInstanceOf(WarmingUp.class);
        assertThat(adapter.assess(report(PLAIN, "ready", "200"), Optional.empty()))
                .isInstanceOf(WarmingUp.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/status       | ok   | {\"status\":\"ok\"}               | true",
                "/status       | ok   | {\"status\":\"loading\"}          | false",
                "/status       |      | {\"status\":null}                 | false",
                "/models/0/name|      | {\"models\":[]}                   | false",
                "/models/0/name|      | {\"models\":[{\"name\":\"a\"}]}   | true",
                "/ready        | true | {\"ready\":true}                  | true",
                "/status       | ok   | not json                          | false"
            })
    void thePointerMustLeadToTheValue(String pointer, String value, String body, boolean ready) {
        Workload workload = workload(Optional.of(pointer), Optional.ofNullable(value));

        Assessment seen = adapter.assess(report(workload, "ready", reply(200, body)), Optional.empty());

        assertThat(seen instanceof Ready).isEqualTo(ready);
    }

    @Test
    void bytesMemoryAndAFirstAnswerAreProgressAndALongerLogIsNone() {
        ProbeReport start = report(PLAIN, "cache", "4096 /root/.cache", "gpu-memory", "1\n", "log", "a\n");
        ProbeReport same = report(PLAIN, "cache", "4999 /root/.cache", "gpu-memory", "1\n", "log", "a\nb\nc\n");
        ProbeReport more = report(PLAIN, "cache", "900000000 /root/.cache", "gpu-memory", "1\n");
        ProbeReport loads = report(PLAIN, "cache", "900000000 /root/.cache", "gpu-memory", "900\n900\n");
        ProbeReport says = report(PLAIN, "ready", reply(503, "{}"), "gpu-memory", "1800\n");

        assertThat(warming(same, start).advanced()).isFalse();
        assertThat(warming(more, start).advanced()).isTrue();
        assertThat(warming(more, start).phase()).isEqualTo(Phase.MODEL_DOWNLOAD);
        assertThat(warming(more, start).progress().orElse(0)).isBetween(0.4, 0.5);
        assertThat(warming(loads, more).phase()).isEqualTo(Phase.MODEL_LOAD);
        assertThat(warming(loads, more).advanced()).isTrue();
        assertThat(warming(says, loads).advanced()).isTrue();
        assertThat(warming(says, loads).detail()).contains("/health", "HTTP 503, expected 200");
        assertThat(warming(says, says).advanced()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error: pull model manifest: file does not exist | WORKLOAD_FATAL | http-no-model",
                "sh: 1: llama-server: not found | WORKLOAD_FATAL | http-no-program",
                "vastctl-serve: 1: exec: nosuch: not found | WORKLOAD_FATAL | http-no-program",
                "error: invalid argument: --frob | WORKLOAD_FATAL | http-args",
                "OSError: [Errno 28] No space left on device | WORKLOAD_FATAL | http-disk",
                "CUDA error: no kernel image is available for execution on the device | WORKLOAD_INCOMPATIBLE | http-no-kernel-image",
                "dial tcp: lookup registry.ollama.ai on 127.0.0.11:53: server misbehaving | INFRA_FATAL | http-dns",
                "cudaMalloc failed: out of memory | WORKLOAD_FATAL | http-oom",
                "what nobody has ever seen: an error | UNKNOWN | unclassified-exit"
            })
    void aServerThatEndedIsJudgedByItsLog(String line, FailureClass failureClass, String signature) {
        String log = "old life\nerror: invalid argument\nvastctl: start 17\nstarting\n" + line + "\n";

        Assessment seen =
                adapter.assess(report(PLAIN, "process", "exited 1", "log", log, "autopsy", ""), Optional.empty());

        assertThat(seen).isInstanceOf(Failed.class);
        assertThat(((Failed) seen).failureClass()).isEqualTo(failureClass);
        assertThat(((Failed) seen).signature()).isEqualTo(signature);
        assertThat(((Failed) seen).evidence()).contains(line);
    }

    @Test
    void whatTheHostSaysGoesBeforeTheLog() {
        Assessment seen = adapter.assess(
                report(
                        PLAIN,
                        "process",
                        "exited 1",
                        "log",
                        "CUDA out of memory",
                        "autopsy",
                        "Failed to initialize NVML: Driver/library version mismatch"),
                Optional.empty());

        assertThat(((Failed) seen).failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
    }

    @Test
    void aProcessThatVanishedHasEndedAndOneNeverSeenHasNot() {
        ProbeReport gone = report(PLAIN, "process", "absent");

        assertThat(adapter.assess(gone, Optional.of(report(PLAIN)))).isInstanceOf(Failed.class);
        assertThat(adapter.assess(gone, Optional.empty())).isInstanceOf(WarmingUp.class);
    }

    @Test
    void theWorkloadFilesWindowCounts() {
        assertThat(adapter.startupWindow(PLAIN)).isEqualTo(Duration.ofMinutes(7));
        assertThat(adapter.stallLimit(PLAIN, Phase.MODEL_LOAD)).isEqualTo(adapter.stallLimit());
    }
}
