package io.vastctl.adapter.vllm;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.readiness.SignatureTable.Match;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds out why a vLLM server died. Pure; the readiness wait and {@code vastctl diagnose} share it. */
final class VllmLogVerdict {

    /** GPU, container runtime, kernel, then vLLM itself. */
    static final SignatureTable SIGNATURES = SignatureTable.forStatusMessages()
            .then(SignatureTable.kernel())
            .then(SignatureTable.fromResource(VllmLogVerdict.class, "vllm.signatures"));

    private static final SignatureTable OF_HOST = SignatureTable.forStatusMessages();

    /**
     * A cause of death.
     *
     * @param line of the log that shows it; absent where something else than the log does
     */
    record Cause(Failed failed, OptionalLong line) {}

    private VllmLogVerdict() {}

    /** The cause of a death that is beyond doubt. */
    static Cause ofDead(VllmLook look) {
        Optional<Match> host = OF_HOST.firstMatch(look.host());
        if (host.isPresent()) return settled(failed(host.get()), OptionalLong.empty(), look);
        return look.run()
                .causes()
                .first()
                .filter(cause ->
                        !givesWay(cause, look.run()) || !look.run().telling().hasName())
                .map(cause -> settled(failed(cause), OptionalLong.of(cause.number()), look))
                .orElseGet(() -> unclassified(look));
    }

    /** The fault that a text names which is no log of a server, such as a message of the container runtime. */
    static Optional<Cause> ofText(VllmRun text) {
        return text.causes().anyInTableOrder().map(cause -> new Cause(failed(cause), OptionalLong.of(cause.number())));
    }

    /** Whether an error that has a name, and that no signature knows, tells more. */
    private static boolean givesWay(VllmCause cause, VllmRun run) {
        // What a start went on after explains what else is known to follow from it, or an error of the GPU; no other.
        if (cause.isSurvived())
            return !run.causes().hasConsequence() && !run.telling().isOfGpu();
        return cause.saysOnlyDeath();
    }

    private static Cause settled(Failed failed, OptionalLong line, VllmLook look) {
        return new Cause(VllmDoubt.settle(failed, look), line);
    }

    private static Failed failed(Match match) {
        return new Failed(match.signature().failureClass(), match.signature().id(), match.evidence());
    }

    private static Failed failed(VllmCause cause) {
        return new Failed(cause.signature().failureClass(), cause.signature().id(), cause.evidence());
    }

    private static Cause unclassified(VllmLook look) {
        VllmTelling telling = look.run().telling();
        if (look.answersWithoutEngine() && !telling.hasName()) return engineDied(look);
        OptionalLong line =
                telling.first().map(first -> OptionalLong.of(first.number())).orElse(OptionalLong.empty());
        String evidence = telling.evidence();
        String said = evidence.isEmpty() ? "no log; " + look.process().word() : evidence;
        return settled(new Failed(FailureClass.UNKNOWN, "unclassified-exit", said), line, look);
    }

    private static Cause engineDied(VllmLook look) {
        String evidence = "/health answers " + look.health().orElse(0) + ": the engine behind it is dead";
        return settled(new Failed(FailureClass.WORKLOAD_FATAL, "engine-died", evidence), OptionalLong.empty(), look);
    }
}
