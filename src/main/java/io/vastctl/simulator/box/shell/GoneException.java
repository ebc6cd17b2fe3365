package io.vastctl.simulator.box.shell;

/** Whoever read the output has left; what runs for them ends. */
public final class GoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Nobody reads any more. */
    public GoneException() {
        super("the reader has left", null, false, false);
    }
}
