package io.vastctl.cli;

import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import java.io.PrintWriter;
import java.util.Locale;

/** The last words on stderr: what may still cost money, and the command to end it. */
final class Aftermath {
    private Aftermath() {}

    static void tell(RunResult result, PrintWriter err) {
        for (AttemptResult attempt : result.kept()) line(err, "KEPT AS ASKED", attempt);
        for (AttemptResult attempt : result.stillRunning()) line(err, "MAY STILL BE RUNNING", attempt);
        err.flush();
    }

    private static void line(PrintWriter err, String what, AttemptResult attempt) {
        String instance = attempt.instanceId().isPresent()
                ? "instance " + attempt.instanceId().getAsLong()
                : "an instance labelled " + attempt.label();
        String how = attempt.instanceId().isPresent()
                ? "destroy it with: vastai destroy instance "
                        + attempt.instanceId().getAsLong()
                : "look for the label with: vastai show instances";
        err.printf(
                Locale.ROOT,
                "vastctl: %s: %s (%s/h); %s%n",
                what,
                instance,
                Words.dollars(attempt.dollarsPerHour()),
                how);
    }
}
