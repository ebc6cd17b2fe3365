package io.vastctl.cli.guard;

import io.vastctl.cli.Freshness;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import io.vastctl.guard.loop.Teller;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;

/** Says on stderr what the guard does, a line each, dated; for terminals and for the journal of systemd. */
final class GuardTelling implements Teller {

    private final PrintWriter err;
    private final Clock clock;
    private final boolean quiet;
    private final boolean dryRun;
    private final Freshness freshness;

    GuardTelling(Workbench bench, Clock clock, boolean dryRun) {
        err = bench.terminal().err();
        this.clock = clock;
        this.quiet = bench.global().quiet;
        this.dryRun = dryRun;
        freshness = new Freshness(clock);
    }

    @Override
    public void decided(Decision decision) {
        if (quiet && !dryRun) return;
        say((dryRun ? "would " : "") + GuardWords.action(decision.action()) + "  [" + decision.rule() + "] "
                + decision.reason());
    }

    @Override
    public void told(Action.Tell what) {
        if (quiet && what.urgency() == Action.Tell.Urgency.NOTE) return;
        if (!freshness.isNew(what)) return;
        say(what.urgency().name().toLowerCase(Locale.ROOT) + ": " + what.text());
    }

    @Override
    public void happened(String line) {
        if (!quiet) say(line);
    }

    private synchronized void say(String line) {
        err.println(Words.iso(clock.instant()) + " guard: " + Words.printable(line));
        err.flush();
    }
}
