package io.vastctl.provision;

import io.vastctl.outcome.ExitCode;
import io.vastctl.ranking.Ranked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run, over.
 *
 * @param offers the first ranking; absent when the search failed
 * @param attempts by number, vanished offers included
 * @param timeToReady from the start of the run to the first token
 * @param costDollars USD over all attempts
 * @param message why it ended as it did, one line; may be empty for a success
 * @param leftovers rentals that came back after they had been proven gone, and did not go again
 * @param hedges which attempts were begun beside a slow one
 * @param noHedge why a second rental was not begun although it was asked for; each reason once
 * @param interruption what an interrupted run ends with, by the signal that came
 */
public record RunResult(
        String runId,
        RunRequest request,
        RunOutcome outcome,
        Optional<Ranked> offers,
        List<AttemptResult> attempts,
        Optional<Duration> timeToReady,
        double costDollars,
        String message,
        List<Leftover> leftovers,
        List<Hedge> hedges,
        List<String> noHedge,
        ExitCode interruption) {

    public RunResult {
        attempts = List.copyOf(attempts);
        leftovers = List.copyOf(leftovers);
        hedges = List.copyOf(hedges);
        noHedge = List.copyOf(noHedge);
    }

    /** 6 outranks every other code: a rental may still be running. */
    public ExitCode exitCode() {
        if (!stillRunning().isEmpty() || !leftovers.isEmpty()) return ExitCode.MAY_STILL_RUN;
        return outcome == RunOutcome.INTERRUPTED ? interruption : outcome.exitCode();
    }

    /** Attempts whose rental may still be alive although nobody wants it. */
    public List<AttemptResult> stillRunning() {
        return attempts.stream()
                .filter(attempt -> attempt.cleanup().mayStillRun())
                .toList();
    }

    /** Attempts whose rental was kept on purpose. */
    public List<AttemptResult> kept() {
        return attempts.stream()
                .filter(attempt -> attempt.cleanup() == Cleanup.KEPT)
                .toList();
    }
}
