package io.vastctl.adapter.vllm;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Assessment.WarmingUp;
import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.readiness.SignatureTable.Match;
import io.vastctl.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out why a vLLM server died. Pure; the readiness wait and {@code vastctl diagnose} share it. */
public final class VllmLogVerdict {

    /** GPU, container runtime and host, then vLLM itself. */
    static final SignatureTable SIGNATURES = SignatureTable.forStatusMessages()
            .then(SignatureTable.fromResource(VllmLogVerdict.class, "vllm.signatures"));

    /** These only follow from something else: a warning that names a cause is better evidence. */
    private static final Set<String> CONSEQUENCES = Set.of("infer-device", "engine-died", "wrapper-only");

    private static final Pattern TELLING = Pattern.compile("Error|Exception|CRITICAL|[Ff]atal|Traceback|Killed");

    private VllmLogVerdict() {}

    /**
     * Judges a whole log of which nothing else is known.
     *
     * @return Failed if it ends in a death or is no server log and names a fault; otherwise WarmingUp with
     *     the stage reached, API_UP for a server that came up. Never Ready: a log proves no answer
     */
    public static Assessment ofFile(String text) {
        VllmLog log = VllmLog.of(text);
        VllmProgress progress = VllmProgress.of(log, 0);
        if (VllmDeath.isIn(log)) return ofDeadServer(text, "", Optional.empty());
        boolean isServerLog = progress.stage() != VllmStage.STARTING;
        Optional<Match> fault = isServerLog ? Optional.empty() : find(log);
        if (fault.isPresent()) return failed(fault.get());
        return new WarmingUp(
                progress.stage().phase(), progress.stage().word(), progress.fraction(), false, progress.line());
    }

    /**
     * Finds the cause of a death that is beyond doubt.
     *
     * @param log the server's log, all of it or its end
     * @param hostText what the machine said besides: nvidia-smi, df, kernel log; may be empty
     * @param workload what was started, if known
     */
    public static Failed ofDeadServer(String log, String hostText, Optional<Workload> workload) {
        VllmLog lastStart = VllmLog.of(log);
        return SignatureTable.forStatusMessages()
                .firstMatch(hostText)
                .or(() -> find(lastStart.sinceServing()))
                .or(() -> find(lastStart))
                .map(match -> VllmDoubt.settle(failed(match), hostText, workload))
                .orElseGet(() -> VllmDoubt.settle(unclassified(lastStart), hostText, workload));
    }

    /** What the server calls an error first; then the rest, because some causes are said as a warning only. */
    private static Optional<Match> find(VllmLog log) {
        VllmLog said = log.without(VllmNoise::isNoise);
        Optional<Match> loud =
                SIGNATURES.firstMatch(said.without(VllmNoise::isQuiet).text());
        if (loud.filter(match -> !isConsequence(match)).isPresent()) return loud;
        return SIGNATURES.firstMatch(said.text()).or(() -> loud);
    }

    private static boolean isConsequence(Match match) {
        return CONSEQUENCES.contains(match.signature().id());
    }

    private static Failed failed(Match match) {
        return new Failed(match.signature().failureClass(), match.signature().id(), match.evidence());
    }

    private static Failed unclassified(VllmLog log) {
        List<String> said =
                log.without(line -> line.isBlank() || VllmNoise.isNoise(line)).lines();
        String text = String.join("\n", said);
        for (int i = said.size() - 1, end = text.length();
                i >= 0;
                end -= said.get(i).length() + 1, i--) {
            if (TELLING.matcher(said.get(i)).find())
                return unknown(text, end - said.get(i).length());
        }
        return unknown(text, text.lastIndexOf('\n') + 1);
    }

    private static Failed unknown(String text, int position) {
        return new Failed(FailureClass.UNKNOWN, "unclassified-exit", Evidence.around(text, position));
    }
}
