package io.vastctl.adapter.http;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.Diagnosis.Word;
import io.vastctl.readiness.LogReading;
import io.vastctl.readiness.Signature;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges a saved log of a server of any kind. What a run asks its probes must come from outside here. */
final class ServerReading implements LogReading {

    private static final int OK = 200;

    private final ServerLog log = new ServerLog();
    private final Duration stallLimit;

    ServerReading(Duration stallLimit) {
        this.stallLimit = stallLimit;
    }

    @Override
    public void line(long number, String text) {
        log.line(number, text);
    }

    @Override
    public Optional<Signature> signature(String id) {
        return ServerLog.SIGNATURES.signatures().stream()
                .filter(signature -> signature.id().equals(id))
                .findFirst();
    }

    @Override
    public Diagnosis judge(Circumstances known) {
        if (isDead(known)) return failed(ServerDeath.of(log, "", exit(known)));
        if (known.health().orElse(0) == OK) return living(Word.READY);
        boolean unknown = known.alive().isEmpty() && !known.listening();
        Optional<ServerCause> error = log.error().filter(cause -> unknown);
        if (error.isPresent())
            return failed(new ServerDeath(
                    error.get().failed(), OptionalLong.of(error.get().number())));
        Optional<Duration> silence = known.silentFor().filter(time -> time.compareTo(stallLimit) > 0);
        if (silence.isPresent()) return stalled(silence.get());
        return unknown && (log.isEmpty() || log.endsInTrouble()) ? unclassified() : living(Word.WARMING_UP);
    }

    private static boolean isDead(Circumstances known) {
        return known.exitCode().isPresent() || known.alive().equals(Optional.of(false));
    }

    private static String exit(Circumstances known) {
        return known.exitCode().isPresent() ? String.valueOf(known.exitCode().getAsInt()) : "unknown";
    }

    private Diagnosis stalled(Duration silence) {
        String evidence = "nothing has moved for " + silence.toSeconds() + " s, where " + stallLimit.toSeconds()
                + " s are allowed; last: " + log.mostTelling();
        return failed(new ServerDeath(new Failed(FailureClass.STALLED, "no-progress", evidence), log.tellingLine()));
    }

    private Diagnosis unclassified() {
        return failed(new ServerDeath(
                new Failed(FailureClass.UNKNOWN, "unclassified-text", log.mostTelling()), log.tellingLine()));
    }

    private Diagnosis failed(ServerDeath death) {
        Failed failed = death.failed();
        return new Diagnosis(
                failed.failureClass() == FailureClass.UNKNOWN ? Word.UNKNOWN : Word.FAILED,
                Optional.of(failed),
                stage(),
                death.line(),
                failed.evidence(),
                signature(failed.signature()),
                Optional.empty());
    }

    private Diagnosis living(Word word) {
        return new Diagnosis(
                word, Optional.empty(), stage(), log.lastLine(), log.lastText(), Optional.empty(), Optional.empty());
    }

    private String stage() {
        return log.isUp() ? "listening" : "starting";
    }
}
