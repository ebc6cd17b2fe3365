package io.vastctl.cli.rent;

import io.vastctl.cli.Sweeping;
import io.vastctl.cli.text.Words;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.RunResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The last words on stderr: what may still cost money, and the command to end it. */
public final class Aftermath {
    private Aftermath() {}

    /**
     * Says what may still run, was kept, or could not be written down.
     *
     * @param earlier what the sweep before the run could not get rid of
     * @param marketGoesOn whether the market outlives this command
     */
    public static void tell(RunResult result, List<Leftover> earlier, boolean marketGoesOn, PrintWriter err) {
        for (AttemptResult attempt : result.kept())
            if (!attempt.isReady()) line(err, "KEPT AS ASKED", attempt, marketGoesOn);
        Sweeping.name(earlier, err);
        Sweeping.name(result.leftovers(), err);
        for (AttemptResult attempt : result.stillRunning()) line(err, "MAY STILL BE RUNNING", attempt, marketGoesOn);
        err.flush();
    }

    private static void line(PrintWriter err, String what, AttemptResult attempt, boolean marketGoesOn) {
        String evidence = attempt.cleanupEvidence().isEmpty() ? "" : ", " + attempt.cleanupEvidence();
        err.printf(
                Locale.ROOT,
                "vastctl: %s: %s (%s/h)%s; %s%n",
                what,
                instance(attempt),
                Words.dollars(attempt.dollarsPerHour()),
                evidence,
                marketGoesOn
                        ? "destroy it with: vastctl " + remedy(attempt)
                        : "simulated, so it ends with this command");
    }

    static String instance(AttemptResult attempt) {
        return attempt.instanceId().isPresent()
                ? "instance " + attempt.instanceId().getAsLong()
                : "an instance labelled " + attempt.label();
    }

    static String remedy(AttemptResult attempt) {
        return attempt.instanceId().isPresent() ? "down " + attempt.instanceId().getAsLong() : "reap --yes";
    }
}
