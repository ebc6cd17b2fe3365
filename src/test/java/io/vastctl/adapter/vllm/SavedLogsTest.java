package io.vastctl.adapter.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Assessment.Ready;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.Diagnosis.Word;
import io.vastctl.readiness.LogLines;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.SignatureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SavedLogsTest {

    private static final String MODEL = "acme/model";
    private final VllmAdapter adapter = new VllmAdapter();

    static List<SavedLog> all() {
        return SavedLog.all();
    }

    static Stream<SavedLog> serverLogs() {
        return all().stream().filter(log -> !log.process().equals("none"));
    }

    static Stream<SavedLog> textsOfOtherProbes() {
        return all().stream().filter(log -> log.process().equals("none"));
    }

    static Stream<SavedLog> starts() {
        return all().stream().filter(log -> log.process().equals("alive"));
    }

    @ParameterizedTest
    @MethodSource("serverLogs")
    void theAdapterTakesAReportForWhatItIs(SavedLog log) {
        Assessment seen = adapter.assess(report(log), Optional.of(report(log)));

        assertThat(log.accepts(verdict(seen))).as("%s: %s", log, seen).isTrue();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFileAloneNamesItsCauseAndIsNeverCalledReady(SavedLog log) {
        Diagnosis seen = diagnosis(log, Circumstances.UNKNOWN);

        if (log.expected().equals("READY")) assertThat(seen.word()).isEqualTo(Word.WARMING_UP);
        else assertThat(log.accepts(verdict(seen))).as("%s: %s", log, seen).isTrue();
        assertThat(seen.failure().map(Failed::signature).orElse("-")).isEqualTo(log.signature());
    }

    @ParameterizedTest
    @MethodSource("serverLogs")
    void withWhatTheOtherProbesKnewAFileIsTakenForWhatItIs(SavedLog log) {
        boolean up = log.context().contains("/health 200");
        Diagnosis seen = diagnosis(
                log,
                new Circumstances(
                        Optional.of(log.process().equals("alive")),
                        up,
                        up ? OptionalInt.of(200) : OptionalInt.empty(),
                        log.context().contains("401") ? OptionalInt.of(401) : OptionalInt.empty(),
                        Optional.empty(),
                        OptionalInt.empty()));

        assertThat(log.accepts(verdict(seen))).as("%s: %s", log, seen).isTrue();
        assertThat(seen.failure().map(Failed::signature).orElse("-")).isEqualTo(log.signature());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theLineThatIsNamedHoldsTheEvidence(SavedLog log) {
        Diagnosis seen = diagnosis(log, Circumstances.UNKNOWN);
        String named = log.text().split("\n", -1)[(int) seen.line().orElse(1) - 1];
        String first = seen.evidence().lines().findFirst().orElse("");

        assertThat(VllmText.of(named.replace("\r", "\n")).get(0)).contains(first.strip());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aStartIsNeverCalledFailedAtAnyOfItsLines(SavedLog log) {
        List<String> lines = log.text().lines().toList();
        // Each line twice: what is only seen for a moment must not fail the run, nor what stays.
        for (int end = 1; end <= lines.size(); end++) {
            ProbeReport report =
                    Reports.alive(String.join("\n", lines.subList(0, end))).report();
            assertThat(adapter.assess(report, Optional.of(report)))
                    .as("%s up to line %s", log, end)
                    .isInstanceOf(Assessment.WarmingUp.class);
        }
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aFileThatBreaksOffInAGoodStartIsNeverCalledFailed(SavedLog log) {
        List<String> lines = log.text().lines().toList();
        int last = lastStart(lines);
        for (int end = last; end <= lines.size(); end++) {
            VllmReading reading = new VllmReading();
            LogLines.of(String.join("\n", lines.subList(0, end)), reading);
            assertThat(reading.judge(Circumstances.UNKNOWN).word())
                    .as("%s up to line %s", log, end)
                    .isNotEqualTo(Word.FAILED);
        }
    }

    /** What stands before it died indeed. */
    private static int lastStart(List<String> lines) {
        int last = 1;
        for (int line = 1; line <= lines.size(); line++)
            if (lines.get(line - 1).contains("API server version")) last = line;
        return last;
    }

    @Test
    void aSavedErrorThatNamesItsCauseCountsAsADeathAndALivingServersDoesNot() {
        String log = """
                INFO 06-16 04:11:13 [api_server.py:1395] vLLM API server version 0.9.1
                ERROR 06-16 04:11:40 [core.py:500] torch.OutOfMemoryError: CUDA out of memory.
                """;
        VllmReading reading = new VllmReading();
        LogLines.of(log, reading);
        ProbeReport report = Reports.alive(log).report();

        assertThat(reading.judge(Circumstances.UNKNOWN).word()).isEqualTo(Word.FAILED);
        assertThat(reading.judge(alive()).word()).isEqualTo(Word.WARMING_UP);
        assertThat(adapter.assess(report, Optional.of(report))).isInstanceOf(Assessment.WarmingUp.class);
    }

    @ParameterizedTest
    @MethodSource("textsOfOtherProbes")
    void textsOfTheContainerRuntimeAreKnownWithoutTheAdapter(SavedLog log) {
        String verdict = SignatureTable.forStatusMessages()
                .firstMatch(log.text())
                .map(match -> match.signature().failureClass().name())
                .orElse("WARMING_UP");

        assertThat(log.accepts(verdict)).as("%s: %s", log, verdict).isTrue();
    }

    @Test
    void anIllegalAccessWithAnApplicationXidDoesNotBlameTheCard() {
        ProbeReport report = Reports.exited("RuntimeError: CUDA error: an illegal memory access was encountered")
                .with(VllmProbes.AUTOPSY, SavedLog.read("dmesg-xid-31-only.log"))
                .report();

        assertThat(adapter.assess(report, Optional.empty()))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failureClass()).isEqualTo(FailureClass.WORKLOAD_FATAL));
    }

    @Test
    void theIndexNamesEveryReferenceLogAndTheCopiesAreByteForByte() throws IOException {
        Path reference = Path.of("../shared/reference/vllm-logs");
        assumeTrue(Files.isDirectory(reference), "the reference is not here");
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(reference)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                names.add(file.getFileName().toString());
                assertThat(Path.of("src/test/resources/io/vastctl/adapter/vllm/logs")
                                .resolve(file.getFileName()))
                        .hasSameBinaryContentAs(file);
            }
        }
        assertThat(all()).extracting(SavedLog::name).containsExactlyInAnyOrderElementsOf(names);
    }

    private static Circumstances alive() {
        return new Circumstances(
                Optional.of(true),
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static ProbeReport report(SavedLog log) {
        Reports reports = log.process().equals("exited") ? Reports.exited(log.text()) : Reports.alive(log.text());
        boolean up = log.context().contains("/health 200");
        return (up ? reports.healthy(Reports.models(MODEL)) : reports).report();
    }

    private static Diagnosis diagnosis(SavedLog log, Circumstances known) {
        VllmReading reading = new VllmReading();
        LogLines.of(log.text(), reading);
        return reading.judge(known);
    }

    private static String verdict(Diagnosis seen) {
        return seen.failure()
                .map(failed -> failed.failureClass().name())
                .orElse(seen.word().name());
    }

    private static String verdict(Assessment seen) {
        if (seen instanceof Ready) return "READY";
        return seen instanceof Failed failed ? failed.failureClass().name() : "WARMING_UP";
    }
}
