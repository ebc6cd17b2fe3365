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
        VllmProgress progress = VllmProgress.of(VllmLog.of(SavedLog.read(log)), 0);

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
        List<String> lines = VllmLog.of(SavedLog.read(log)).lines();
        VllmProgress before = VllmProgress.of(new VllmLog(List.of()), 0);
        int phases = 1;
        for (int end = 1; end <= lines.size(); end++) {
            VllmProgress now = VllmProgress.of(new VllmLog(lines.subList(0, end)), 0);
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
        VllmLog log = VllmLog.of(SavedLog.read("ready-v09-v1-single.log") + second);

        assertThat(VllmProgress.of(log, 0).stage()).isEqualTo(VllmStage.STARTING);
    }

    @Test
    void warningsOfTheImportBelongToTheStartBelowThem() {
        VllmLog log = VllmLog.of(SavedLog.read("libcuda-missing-failed-to-infer-device.log"));

        assertThat(log.lines().get(0)).contains("No platform detected");
    }

    @Test
    void anEarlierRunIsCutOffEvenWithoutAMarker() {
        VllmLog log = VllmLog.of(SavedLog.read("ready-after-restart-composite.log"));

        assertThat(log.text()).doesNotContain("Temporary failure in name resolution");
        assertThat(log.lines().get(0)).contains("08-02 10:00:21").contains("detected platform");
    }

    @Test
    void coloursAndCarriageReturnsAreTakenOut() {
        VllmLog log = VllmLog.of("\u001b[32mINFO\u001b[0m a\r\nb\rc\n");

        assertThat(log.lines()).containsExactly("INFO a", "b", "c", "");
    }

    @Test
    void theLineForPeopleIsNotADumpOfSettings() {
        VllmLog log = VllmLog.of("""
                INFO 11-06 18:21:07 api_server.py:528] vLLM API server version 0.6.3
                INFO 11-06 18:21:07 api_server.py:529] args: Namespace(host='0.0.0.0', api_key='topsecret')
                """);

        assertThat(VllmProgress.of(log, 0).line()).isEqualTo("vLLM API server version 0.6.3");
    }

    @Test
    void aSecondBarCountsOnTopOfTheFirst() {
        String first =
                "Capturing CUDA graphs (mixed prefill-decode, PIECEWISE): 100%|###| 51/51 [00:05<00:00, 9it/s]\n";
        String second = "Capturing CUDA graphs (decode, FULL):   3%|#  | 1/35 [00:00<00:04, 8it/s]\n";
        VllmProgress one = VllmProgress.of(VllmLog.of(first), 0);
        VllmProgress both = VllmProgress.of(VllmLog.of(first + second), 0);

        assertThat(both.isBeyond(one)).isTrue();
        assertThat(one.isBeyond(both)).isFalse();
        assertThat(both.fraction()).isEqualTo(OptionalDouble.of(1.0 / 35));
    }
}
