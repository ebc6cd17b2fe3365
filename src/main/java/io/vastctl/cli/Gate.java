package io.vastctl.cli;

import java.io.PrintWriter;
import java.io.Writer;

/** Holds a text back until it is known whether it is to be told; what comes after that passes. */
final class Gate extends Writer {

    private final PrintWriter to;
    private final StringBuilder held = new StringBuilder();
    private boolean open;

    Gate(PrintWriter to) {
        this.to = to;
    }

    /** @param tell whether what was held back is told, or dropped */
    void open(boolean tell) {
        synchronized (lock) {
            if (open) return;
            if (tell) to.write(held.toString());
            held.setLength(0);
            open = true;
            to.flush();
        }
    }

    @Override
    public void write(char[] text, int from, int length) {
        synchronized (lock) {
            if (open) to.write(text, from, length);
            else held.append(text, from, length);
        }
    }

    @Override
    public void flush() {
        synchronized (lock) {
            if (open) to.flush();
        }
    }

    @Override
    public void close() {
        flush();
    }
}
