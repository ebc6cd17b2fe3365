package io.vastctl.cli.live;

import io.vastctl.cli.rent.RunReport;
import io.vastctl.cli.text.Words;
import io.vastctl.outcome.Phase;
import io.vastctl.provision.Cleanup;
import io.vastctl.provision.RunEvent;
import io.vastctl.readiness.Verdict;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells a run on stderr as it happens: one line per state change, each with the time since the start. */
public final class ProgressReporter implements RunEvent.Listener {

    private static final int DETAIL = 110;

    private final PrintWriter err;
    private final Clock clock;
    private Instant startedAt;
    private final Map<Integer, Phase> lastPhase = new HashMap<>();
    /** Whether a second rental has begun beside another, so that each line must say whose it is. */
    private boolean several;

    private String lastCleaning = "";

    public ProgressReporter(PrintWriter err, Clock clock) {
        this.err = err;
        this.clock = clock;
        startedAt = clock.instant();
    }

    @Override
    public void hear(RunEvent event) {
        if (event instanceof RunEvent.Started) startedAt = clock.instant();
        else if (event instanceof RunEvent.Ranking ranking)
            line(RunReport.offers(ranking.ranked()).strip());
        else if (event instanceof RunEvent.AttemptStarted started) attemptStarted(started);
        else if (event instanceof RunEvent.Rented rented)
            line(of(rented.number()) + "rented: instance " + rented.instanceId());
        else if (event instanceof RunEvent.Looked looked) looked(looked);
        else if (event instanceof RunEvent.Verified verified) verified(verified.number(), verified.verified());
        else if (event instanceof RunEvent.AttemptFailed failed)
            line(of(failed.number()) + "failed: " + failed.failure().failureClass() + " "
                    + failed.failure().signature() + " in " + failed.failure().phase() + ", blames "
                    + failed.failure().blames().word());
        else if (event instanceof RunEvent.CleaningUp cleaning) cleaningUp(cleaning);
        else if (event instanceof RunEvent.CleanedUp cleaned) cleanedUp(cleaned);
        else if (event instanceof RunEvent.HedgeStarted) several = true;
        warning(event).ifPresent(this::line);
    }

    /** What must be told whatever else is shown, as one line. */
    public static Optional<String> warning(RunEvent event) {
        if (event instanceof RunEvent.MachineBarred barred)
            return Optional.of("  machine " + barred.machineId() + " goes to the bad hosts: " + barred.reason());
        if (event instanceof RunEvent.BlameWithdrawn withdrawn) return Optional.of("  " + withdrawn.why());
        if (event instanceof RunEvent.CameBack back) return Optional.of("  " + back.what());
        if (event instanceof RunEvent.Unprotected unprotected) return Optional.of(QuietReporter.text(unprotected));
        if (event instanceof RunEvent.CeilingNear near)
            return Optional.of("  WARNING: 80 % of " + near.headroom().ceiling() + ": " + near.detail());
        if (event instanceof RunEvent.NoHedge none) return Optional.of("  no second rental: " + none.why());
        if (event instanceof RunEvent.HedgeStarted started)
            return Optional.of("  attempt " + started.hedge().besides() + " is slow: "
                    + started.hedge().slowness().sentence() + "; a second rental begins beside it");
        return Optional.empty();
    }

    private void attemptStarted(RunEvent.AttemptStarted started) {
        lastPhase.put(started.number(), Phase.CREATE);
        line(String.format(
                Locale.ROOT,
                "Attempt %d: machine %d, %s, %s/h",
                started.number(),
                started.offer().machineId(),
                started.offer().gpuName(),
                Words.dollars(started.dollarsPerHour())));
    }

    private void looked(RunEvent.Looked looked) {
        Verdict.Pending pending = looked.pending();
        if (lastPhase.put(looked.number(), pending.phase()) != pending.phase())
            line(of(looked.number()) + pending.phase() + ": " + Words.firstLine(pending.detail(), DETAIL));
    }

    /** Begins a line about one attempt. */
    private String of(int number) {
        return several ? "  attempt " + number + ": " : "  ";
    }

    private void verified(int number, Verdict.Verified verified) {
        line(of(number) + "verified: " + Words.answered(verified));
    }

    /** Who has asked for the end sees what is waited for. */
    private void cleaningUp(RunEvent.CleaningUp cleaning) {
        String what = cleaning.instanceId() == 0 ? "" : "instance " + cleaning.instanceId() + ": ";
        if (cleaning.hurried() && !cleaning.detail().equals(lastCleaning)) line("  " + what + cleaning.detail());
        lastCleaning = cleaning.detail();
    }

    private void cleanedUp(RunEvent.CleanedUp cleaned) {
        String instance = cleaned.instanceId().map(id -> "instance " + id).orElse("nothing rented");
        if (cleaned.cleanup() == Cleanup.NONE) return;
        line("  " + instance + ": "
                + (cleaned.cleanup().mayStillRun()
                        ? "NOT PROVEN GONE"
                        : cleaned.cleanup().word()));
    }

    private void line(String text) {
        Duration elapsed = Duration.between(startedAt, clock.instant());
        err.printf(Locale.ROOT, "%3d:%02d  %s%n", elapsed.toMinutes(), elapsed.toSecondsPart(), text);
        err.flush();
    }
}
