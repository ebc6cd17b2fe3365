package io.vastctl.cli.guard;

import io.vastctl.cli.LastWords;
import io.vastctl.cli.Terminal;
import io.vastctl.guard.loop.LoopWatch;
import io.vastctl.guard.loop.Steady;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Pulse;
import io.vastctl.provision.Relay;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** The watch over this process's loop, in real time whatever time the market has. */
final class GuardAlarm implements AutoCloseable {

    private final LoopWatch watch;
    private final Pulse.Beating checks;

    /**
     * Begins to watch.
     *
     * @param relay whose baton shows what hangs
     * @param teller told once for each silence that is too long
     */
    GuardAlarm(Relay relay, Consumer<String> teller, LastWords lastWords, Terminal terminal) {
        watch = new LoopWatch(
                Steady.OF_THIS_COMPUTER,
                () -> relay.atWork().orElse("nobody; all wait for a network or for the time to pass"),
                teller,
                why -> end(why, lastWords, terminal.err()));
        checks = Pulse.REAL.start(LoopWatch.CHECK, watch::check);
    }

    void alive() {
        watch.alive();
    }

    @Override
    public void close() {
        checks.close();
    }

    /** Without the hooks of the JVM: what hangs may hold them up. Rentals are under leases, and in the journal. */
    private static void end(String why, LastWords lastWords, PrintWriter err) {
        err.println("vastctl: " + why);
        lastWords.speak(err);
        err.flush();
        Runtime.getRuntime().halt(ExitCode.MAY_STILL_RUN.code());
    }
}
