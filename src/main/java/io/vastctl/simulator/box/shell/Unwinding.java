package io.vastctl.simulator.box.shell;

/** Leaves what runs, from wherever it is. */
final class Unwinding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** How far it goes. */
    enum Kind {
        EXIT,
        BREAK,
        CONTINUE,
        TIME_OUT
    }

    private final Kind kind;
    private final int status;

    Unwinding(Kind kind, int status) {
        super(kind.name(), null, false, false);
        this.kind = kind;
        this.status = status;
    }

    Kind kind() {
        return kind;
    }

    int status() {
        return status;
    }
}
