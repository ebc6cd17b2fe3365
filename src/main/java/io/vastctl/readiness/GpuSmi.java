package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What nvidia-smi says about itself and its cards where it cannot answer. Words decide, exit codes only help. */
final class GpuSmi {

    private static final int COMMAND_NOT_FOUND = 127;
    private static final SignatureTable SIGNATURES = SignatureTable.gpu();

    /** Values in place of a number that speak against the card; any other one is unknown. */
    private static final List<Mark> MARKS = List.of(
            new Mark("[GPU is lost]", GpuFault.CARD_LOST),
            new Mark("[GPU requires reset]", GpuFault.CARD_NEEDS_RESET),
            new Mark("[Unknown Error]", GpuFault.CARD_UNREADABLE),
            new Mark("[Unknown error]", GpuFault.CARD_UNREADABLE));

    private record Mark(String text, GpuFault fault) {}

    private GpuSmi() {}

    static Optional<Failure> judge(ProbeReport report) {
        ProbeResult smi = report.result(GpuProbes.GPU).orElseThrow();
        if (smi.timedOut()) return Optional.of(GpuFault.SMI_HANGS.with("nvidia-smi did not answer within its limit"));
        if (smi.exitCode() == COMMAND_NOT_FOUND)
            return Optional.of(GpuFault.SMI_MISSING.with(smi.stderr().strip()));
        return named(words(smi)).or(() -> unknownFailure(smi)).or(() -> marked(report));
    }

    /** Everything but the rows: a card that cannot be read is told beside those that can. */
    private static String words(ProbeResult smi) {
        boolean rows = smi.succeeded() && !GpuRow.parse(smi.stdout()).isEmpty();
        String said = rows
                ? smi.stdout().lines().filter(line -> !GpuRow.isRow(line)).collect(Collectors.joining("\n"))
                : smi.stdout();
        return (said + "\n" + smi.stderr()).strip();
    }

    /** All that nvidia-smi says about itself shares a prefix: {@code smi-no-driver} becomes {@code gpu-smi-no-driver}. */
    private static Optional<Failure> named(String text) {
        return SIGNATURES.firstMatch(text).map(match -> {
            String bare = match.signature().id().replaceFirst("^(gpu-|smi-)", "");
            return new Failure(FailureClass.INFRA_FATAL, "gpu-smi-" + bare, Phase.GPU_CHECK, match.evidence());
        });
    }

    private static Optional<Failure> unknownFailure(ProbeResult smi) {
        if (smi.succeeded()) return Optional.empty();
        return Optional.of(
                GpuFault.SMI_FAILED.with("exit code " + smi.exitCode() + "\n" + Evidence.around(words(smi), 0)));
    }

    private static Optional<Failure> marked(ProbeReport report) {
        for (String probe :
                List.of(GpuProbes.GPU, GpuProbes.HEALTH, GpuProbes.REMAP, GpuProbes.LINK, GpuProbes.RECOVERY)) {
            String text = report.stdout(probe);
            for (Mark mark : MARKS) {
                int at = text.indexOf(mark.text());
                if (at >= 0) return Optional.of(mark.fault().with(Evidence.around(text, at)));
            }
        }
        return named(report.stdout(GpuProbes.TABLE));
    }
}
