package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import java.io.PrintWriter;

/**
 * Holds back what a command says until it is known whether it went well ({@code --quiet}). From then on stderr passes:
 * what is said after a success is that a report of it was lost.
 */
public final class Hush {

    private final Gate out;
    private final Gate err;
    private final boolean document;
    private final WorkbenchFactory factory;

    /** @param document whether the result was asked for by name, so that it is told all the same */
    public Hush(WorkbenchFactory process, boolean document) {
        this.document = document;
        Terminal there = process.terminal();
        out = new Gate(there.out());
        err = new Gate(there.err());
        Terminal held =
                new Terminal(new PrintWriter(out), new PrintWriter(err), there.in(), false, there.interactive());
        factory = process.with(held).settledBy(code -> end(code == ExitCode.DONE));
    }

    /** The same process with a terminal that shows nothing yet. */
    public WorkbenchFactory factory() {
        return factory;
    }

    /** Tells all of it if the command failed, else its document if that was asked for by name. */
    void end(boolean well) {
        if (!well || document) out.open(true);
        err.open(!well);
    }
}
