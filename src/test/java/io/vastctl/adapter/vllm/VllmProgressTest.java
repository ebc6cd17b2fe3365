package io.vastctl.adapter.vllm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VllmProgressTest {

    @ParameterizedTest
    @CsvSource({
        "warm-hf-retry-then-continues.log, CONFIG, ",
        "warm-or-hang-nccl-init.log, RANKS, ",
        "warm-tp4-silent-download.log, DOWNLOAD, ",
        "warm-shards-64-percent.log, WEIGHTS, 0.638",
        "warm-shm-notice-for-12-minutes.log, WEIGHTS_LOADED, ",
        "warm-compile-shm-notice.log, COMPILE, ",
        "warm-graph-capture-cr.log, CUDA_GRAPHS, 0.537",
        "ready-v063-running-on-socket.log, LISTENING, ",
        "ready-v011-tp4-vision-fp8.log, LISTENING, ",
        "ready-v019-banner.log, LISTENING, "
    })
    void findsTheStageInTheWordsOfEachVersion(String log, VllmStage stage, Double fraction) {
        VllmProgress progress = progress(SavedLog.read(log));

        assertThat(progress.stage()).isEqualTo(stage);
        if (fraction == null) assertThat(progress.fraction()).isEmpty();
        else assertThat(progress.fraction().orElse(-1)).isBetween(fraction - 0.001, fraction + 0.001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ready-v063-running-on-socket.log",
                "ready-v07-tp2-uvicorn-url.log",
                "ready-v08-v0-engine-lora.log",
                "ready-v09-v1-single.log",
                "ready-v011-tp4-vision-fp8.log",
                "ready-v0112-api-key-401.log",
                "ready-v019-banner.log"
            })
    void everyVersionPassesThroughDownloadLoadWarmUpAndServer(String log) {
        List<String> lines = SavedLog.read(log).lines().toList();
        VllmProgress before = progress("");
        int phases = 1;
        for (int end = 1; end <= lines.size(); end++) {
            VllmProgress now = progress(String.join("\n", lines.subList(0, end)));
            assertThat(now.stage()).isGreaterThanOrEqualTo(before.stage());
            assertThat(now.steps()).isGreaterThanOrEqualTo(before.steps());
            if (now.stage().phase() != before.stage().phase()) phases++;
            before = now;
        }
        assertThat(phases).isEqualTo(4);
    }

    @Test
    void onlyTheTextOfTheLastStartCounts() {
        String second = "vastctl: start 1750000100\nINFO 08-02 10:00:21 [__init__.py:235] Automatically detected\n";
        assertThat(progress(SavedLog.read("ready-v09-v1-single.log") + second).stage())
                .isEqualTo(VllmStage.STARTING);
    }

    @Test
    void warningsOfTheImportBelongToTheStartBelowThem() {
        VllmRun run = VllmRuns.of(
                        "an older line\nKilled\n" + SavedLog.read("libcuda-missing-failed-to-infer-device.log"))
                .last();

        assertThat(run.firstLine()).isEqualTo(3);
        assertThat(run.causes().first().orElseThrow().signature().id()).isEqualTo("libcuda");
    }

    @Test
    void anEarlierRunIsCutOffEvenWithoutAMarker() {
        String log = SavedLog.read("ready-after-restart-composite.log");
        VllmRun run = VllmRuns.of(log).last();

        assertThat(log.split("\n", -1)[(int) run.firstLine() - 1]).contains("08-02 10:00:21", "detected platform");
        assertThat(run.causes().first()).isEmpty();
    }

    @Test
    void coloursTimeStampsAndEnvelopesAreTakenOff() {
        assertThat(VllmText.of("\u001b[0;36m(EngineCore_0 pid=7)\u001b[0;0m INFO a"))
                .containsExactly("(EngineCore_0 pid=7) INFO a");
        assertThat(VllmText.of("2025-10-09T08:00:00.123456789Z INFO a")).containsExactly("INFO a");
        assertThat(VllmText.of("2025-10-09T08:00:00.123456789+02:00 stderr F INFO a"))
                .containsExactly("INFO a");
        assertThat(VllmText.of("Oct 09 08:00:00 host vllm[12]: INFO a")).containsExactly("INFO a");
        assertThat(VllmText.of("vllm-1  | INFO a")).containsExactly("INFO a");
        assertThat(VllmText.of("{\"log\":\"INFO a\\n\",\"stream\":\"stderr\"}")).containsExactly("INFO a");
        assertThat(VllmText.of("{\"level\":\"error\",\"message\":\"a\\nb\"}")).containsExactly("ERROR: a", "ERROR: b");
        assertThat(VllmText.of("{\"no\": json}")).containsExactly("{\"no\": json}");
    }

    @Test
    void theLineForPeopleIsNotADumpOfSettings() {
        VllmProgress progress = progress("""
                INFO 11-06 18:21:07 api_server.py:528] vLLM API server version 0.6.3
                INFO 11-06 18:21:07 api_server.py:529] args: Namespace(host='0.0.0.0', api_key='topsecret')
                """);

        assertThat(progress.line()).isEqualTo("vLLM API server version 0.6.3");
    }

    @Test
    void aSecondBarCountsOnTopOfTheFirst() {
        String first =
                "Capturing CUDA graphs (mixed prefill-decode, PIECEWISE): 100%|###| 51/51 [00:05<00:00, 9it/s]\n";
        String second = "Capturing CUDA graphs (decode, FULL):   3%|#  | 1/35 [00:00<00:04, 8it/s]\n";
        VllmProgress one = progress(first);
        VllmProgress both = progress(first + second);

        assertThat(both.isBeyond(one)).isTrue();
        assertThat(one.isBeyond(both)).isFalse();
        assertThat(both.fraction()).isEqualTo(OptionalDouble.of(1.0 / 35));
    }

    private static VllmProgress progress(String log) {
        return VllmRuns.of(log).last().progress(0);
    }
}
