package io.vastctl.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Holds back what a command says until it is known whether it went well ({@code --quiet}). */
final class Hush {

    private final WorkbenchFactory process;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final WorkbenchFactory factory;

    Hush(WorkbenchFactory process) {
        this.process = process;
        Terminal there = process.terminal();
        Terminal held =
                new Terminal(new PrintWriter(out), new PrintWriter(err), there.in(), false, there.interactive());
        factory = process.with(held);
    }

    /** The same process with a terminal that nobody reads. */
    WorkbenchFactory factory() {
        return factory;
    }

    /**
     * Says what is to be said after all: all of it if the command failed, else its document if that was asked for by
     * name.
     */
    void end(boolean well, boolean document) {
        if (!well || document) print(process.terminal().out(), out);
        if (!well) print(process.terminal().err(), err);
    }

    private static void print(PrintWriter to, StringWriter held) {
        to.print(held);
        to.flush();
    }
}
