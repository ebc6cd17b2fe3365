package io.vastctl.cli.live;

import io.vastctl.provision.RunEvent;
import java.io.PrintWriter;

/** Tells on stderr the one thing that {@code --quiet} must not hide: a rental that nothing would end. */
public record QuietReporter(PrintWriter err) implements RunEvent.Listener {

    @Override
    public void hear(RunEvent event) {
        if (!(event instanceof RunEvent.Unprotected unprotected)) return;
        err.println(text(unprotected));
        err.flush();
    }

    static String text(RunEvent.Unprotected unprotected) {
        return "vastctl: WITHOUT PROTECTION: instance " + unprotected.instanceId() + ": the lease " + unprotected.what()
                + "; if vastctl goes away, the rental goes on";
    }
}
