package io.vastctl.adapter.vllm;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.Diagnosis.Word;
import io.vastctl.readiness.LogReading;
import io.vastctl.readiness.Signature;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Judges a saved vLLM log: makes the same look of it that probes make, and hands that to the same judge. */
final class VllmReading implements LogReading {

    private static final int OK = 200;
    private static final int KEY_WANTED = 401;

    private final VllmRuns runs = new VllmRuns();

    @Override
    public void line(long number, String text) {
        runs.line(number, text);
    }

    @Override
    public Optional<Signature> signature(String id) {
        return VllmLogVerdict.SIGNATURES.signatures().stream()
                .filter(signature -> signature.id().equals(id))
                .findFirst();
    }

    @Override
    public Diagnosis judge(Circumstances known) {
        VllmRun run = runs.last();
        boolean isServerLog = run.stage() != VllmStage.STARTING;
        if (!isServerLog && !saysAnything(known)) return ofText(run);
        VllmLook look = look(run, known);
        if (saysNothingOfLife(known) && run.causes().isLastWord()) return dead(look);
        if (stalled(look, known)) return stalled(look, known.silentFor().orElseThrow());
        // A saved log does not move: what it says now, it said at the look before too.
        Assessment seen = VllmJudge.of(look, Optional.of(look));
        if (seen instanceof Assessment.Ready) return isServing(known) ? ready(look) : warmingUp(look);
        return seen instanceof Failed ? dead(look) : warmingUp(look);
    }

    private static boolean saysAnything(Circumstances known) {
        return known.alive().isPresent()
                || known.exitCode().isPresent()
                || known.health().isPresent()
                || known.listening();
    }

    private static boolean saysNothingOfLife(Circumstances known) {
        return known.alive().isEmpty() && !known.listening() && known.health().orElse(0) == 0;
    }

    /** An absent process makes the judge go by the log alone. */
    private static VllmLook look(VllmRun run, Circumstances known) {
        boolean exited = known.exitCode().isPresent() || known.alive().equals(Optional.of(false));
        String code =
                known.exitCode().isPresent() ? String.valueOf(known.exitCode().getAsInt()) : "unknown";
        String process = exited ? "exited " + code : known.alive().isPresent() ? "alive" : "absent";
        return new VllmLook(new VllmProcess(process), known.health(), listing(known), run, 0, "", Optional.empty());
    }

    /** Which model is listed is not known here; that there is a list is. */
    private static String listing(Circumstances known) {
        boolean listed = known.models().isEmpty()
                || known.models().getAsInt() == OK
                || known.models().getAsInt() == KEY_WANTED;
        return listed ? "{\"data\":[{\"id\":\"\"}]}" : "";
    }

    private static boolean isServing(Circumstances known) {
        return known.health().equals(OptionalInt.of(OK));
    }

    private static boolean stalled(VllmLook look, Circumstances known) {
        boolean living = !look.process().hasExited() && !look.isHealthy() && !look.saysEngineGone();
        boolean dead = look.process().isAbsent() && look.run().death().isLastWord();
        return living
                && !dead
                && known.silentFor()
                        .filter(silence -> silence.compareTo(
                                        VllmStall.limit(look.run().stage().phase()))
                                > 0)
                        .isPresent();
    }

    private Diagnosis stalled(VllmLook look, Duration silence) {
        String stage = look.run().stage().word();
        String evidence = "nothing has moved for " + silence.toSeconds() + " s at the stage " + stage + ", where "
                + VllmStall.limit(look.run().stage().phase()).toSeconds() + " s are allowed; last: "
                + look.progress().line();
        return failed(
                look,
                new Failed(FailureClass.STALLED, "no-progress", evidence),
                OptionalLong.of(look.run().lastLine()));
    }

    private Diagnosis dead(VllmLook look) {
        VllmLogVerdict.Cause cause = VllmLogVerdict.ofDead(look);
        return failed(look, cause.failed(), cause.line());
    }

    private Diagnosis failed(VllmLook look, Failed failed, OptionalLong line) {
        Word word = failed.failureClass() == FailureClass.UNKNOWN ? Word.UNKNOWN : Word.FAILED;
        return new Diagnosis(
                word,
                Optional.of(failed),
                look.run().stage().word(),
                line,
                failed.evidence(),
                signature(failed.signature()),
                Optional.empty());
    }

    private static Diagnosis ready(VllmLook look) {
        return living(Word.READY, look);
    }

    private static Diagnosis warmingUp(VllmLook look) {
        return living(Word.WARMING_UP, look);
    }

    private static Diagnosis living(Word word, VllmLook look) {
        VllmProgress progress = look.progress();
        OptionalLong line = progress.number() > 0 ? OptionalLong.of(progress.number()) : OptionalLong.empty();
        return new Diagnosis(
                word,
                Optional.empty(),
                progress.stage().word(),
                line,
                progress.line(),
                Optional.empty(),
                word == Word.WARMING_UP ? progress.remaining() : Optional.empty());
    }

    /** No log of a server: the message of another program, or nothing that is known. */
    private Diagnosis ofText(VllmRun run) {
        VllmLook look = look(run, Circumstances.UNKNOWN);
        Optional<VllmLogVerdict.Cause> cause = VllmLogVerdict.ofText(run);
        if (cause.isPresent())
            return failed(look, cause.get().failed(), cause.get().line());
        if (run.death().isLastWord()) return dead(look);
        if (run.isPulling()) return warmingUp(look);
        VllmTelling telling = run.telling();
        OptionalLong line =
                telling.first().map(first -> OptionalLong.of(first.number())).orElse(OptionalLong.empty());
        return failed(look, new Failed(FailureClass.UNKNOWN, "unclassified-text", telling.evidence()), line);
    }
}
