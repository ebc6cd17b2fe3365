package io.vastctl.cli;

import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import java.io.PrintWriter;
import java.util.Locale;

/** The last words on stderr: what may still cost money, and the command to end it. */
final class Aftermath {
    private Aftermath() {}

    /** @param marketGoesOn whether the market outlives this command */
    static void tell(RunResult result, boolean marketGoesOn, PrintWriter err) {
        for (AttemptResult attempt : result.kept()) line(err, "KEPT AS ASKED", attempt, marketGoesOn);
        for (AttemptResult attempt : result.stillRunning()) line(err, "MAY STILL BE RUNNING", attempt, marketGoesOn);
        err.flush();
    }

    private static void line(PrintWriter err, String what, AttemptResult attempt, boolean marketGoesOn) {
        String instance = attempt.instanceId().isPresent()
                ? "instance " + attempt.instanceId().getAsLong()
                : "an instance labelled " + attempt.label();
        err.printf(
                Locale.ROOT,
                "vastctl: %s: %s (%s/h); %s%n",
                what,
                instance,
                Words.dollars(attempt.dollarsPerHour()),
                marketGoesOn ? remedy(attempt) : "simulated, so it ends with this command");
    }

    private static String remedy(AttemptResult attempt) {
        return attempt.instanceId().isPresent()
                ? "destroy it with: vastai destroy instance "
                        + attempt.instanceId().getAsLong()
                : "look for the label with: vastai show instances";
    }
}
