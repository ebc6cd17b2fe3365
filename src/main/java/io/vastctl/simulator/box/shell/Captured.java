package io.vastctl.simulator.box.shell;

/** Keeps what is written. */
public final class Captured implements Output {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(String more) {
        text.append(more);
    }

    /** All that was written. */
    public String text() {
        return text.toString();
    }
}
