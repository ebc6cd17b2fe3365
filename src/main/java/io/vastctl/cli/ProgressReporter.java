package io.vastctl.cli;

import io.vastctl.outcome.Phase;
import io.vastctl.provision.Cleanup;
import io.vastctl.provision.Hedge;
import io.vastctl.provision.RunEvent;
import io.vastctl.readiness.Verdict;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells a run on stderr as it happens: one line per state change, each with the time since the start; on a
 * terminal also one live line that is rewritten in place.
 */
final class ProgressReporter implements RunEvent.Listener {

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int LIVE_WIDTH = 110;

    private final PrintWriter err;
    private final Clock clock;
    private final boolean live;
    private Instant startedAt;
    private final Map<Integer, Phase> lastPhase = new HashMap<>();
    private final Map<Integer, Instant> phaseSince = new HashMap<>();
    /** Whether a second rental has begun beside another, so that each line must say whose it is. */
    private boolean several;

    private String lastCleaning = "";

    ProgressReporter(PrintWriter err, Clock clock, boolean live) {
        this.err = err;
        this.clock = clock;
        this.live = live;
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
        else if (event instanceof RunEvent.MachineBarred barred)
            line("  machine " + barred.machineId() + " goes to the bad hosts: " + barred.reason());
        else if (event instanceof RunEvent.BlameWithdrawn withdrawn) line("  " + withdrawn.why());
        else if (event instanceof RunEvent.CameBack back) line("  " + back.what());
        else if (event instanceof RunEvent.Unprotected unprotected) line(QuietReporter.text(unprotected));
        else if (event instanceof RunEvent.CeilingNear near)
            line("  WARNING: 80 % of " + near.headroom().ceiling() + ": " + near.detail());
        else if (event instanceof RunEvent.HedgeStarted started) hedged(started.hedge());
        else if (event instanceof RunEvent.NoHedge none) line("  no second rental: " + none.why());
        else if (event instanceof RunEvent.Finished) clear();
    }

    private void attemptStarted(RunEvent.AttemptStarted started) {
        lastPhase.put(started.number(), Phase.CREATE);
        phaseSince.put(started.number(), clock.instant());
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
        if (lastPhase.put(looked.number(), pending.phase()) != pending.phase()) {
            phaseSince.put(looked.number(), clock.instant());
            line(of(looked.number()) + pending.phase() + ": " + Words.firstLine(pending.detail(), LIVE_WIDTH));
        }
        String share = pending.progress().isPresent()
                ? " " + Words.percent(pending.progress().getAsDouble())
                : "";
        Duration inPhase = since(phaseSince.getOrDefault(looked.number(), startedAt));
        liveLine(of(looked.number()) + pending.phase() + share + ", " + Words.duration(inPhase) + ", "
                + Words.dollars(looked.costDollars()) + ": " + pending.detail());
    }

    private void hedged(Hedge hedge) {
        several = true;
        line("  attempt " + hedge.besides() + " is slow: " + hedge.slowness().sentence()
                + "; a second rental begins beside it");
    }

    /** Begins a line about one attempt. */
    private String of(int number) {
        return several ? "  attempt " + number + ": " : "  ";
    }

    private void verified(int number, Verdict.Verified verified) {
        line(of(number) + "verified: " + Words.answered(verified));
    }

    /** Who has asked for the end sees what is waited for, also off a terminal. */
    private void cleaningUp(RunEvent.CleaningUp cleaning) {
        String what = cleaning.instanceId() == 0 ? "" : "instance " + cleaning.instanceId() + ": ";
        if (!cleaning.hurried()) liveLine("  destroying " + what + cleaning.detail());
        else if (!cleaning.detail().equals(lastCleaning)) line("  " + what + cleaning.detail());
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
        clear();
        Duration elapsed = since(startedAt);
        err.printf(Locale.ROOT, "%3d:%02d  %s%n", elapsed.toMinutes(), elapsed.toSecondsPart(), text);
        err.flush();
    }

    private void liveLine(String text) {
        if (!live) return;
        err.print(CLEAR_LINE + "       " + Words.firstLine(text.stripTrailing(), LIVE_WIDTH));
        err.flush();
    }

    private void clear() {
        if (live) err.print(CLEAR_LINE);
        err.flush();
    }

    private Duration since(Instant moment) {
        return Duration.between(moment, clock.instant());
    }
}
