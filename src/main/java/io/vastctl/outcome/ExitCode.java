package io.vastctl.outcome;

/** The exit codes of vastctl, as docs/reference/exit-codes.md explains them. */
public enum ExitCode {
    /** Done; for {@code test}: verified and destroyed. */
    DONE(0),
    /** Internal error, or the API unusable after retries. */
    INTERNAL(1),
    /** Bad usage or a bad input file. */
    USAGE(2),
    /** No offer passed the gates. */
    NO_OFFER(3),
    /** Every attempt failed on infrastructure. */
    INFRASTRUCTURE(4),
    /** Image, model or arguments are wrong: another host would not help. */
    WORKLOAD(5),
    /** A rental may still be running; outranks every other code. */
    MAY_STILL_RUN(6),
    /** Key missing or refused, no credit, no right. */
    ACCOUNT(7),
    /** A ceiling stopped the run. */
    CEILING(8),
    /** Nothing was done because another run is on; "try again later" of sysexits.h. */
    SKIPPED(75),
    /** The terminal went away (SIGHUP), after cleaning up. */
    HUNG_UP(129),
    /** Interrupted by Ctrl-C, after cleaning up. */
    INTERRUPTED(130),
    /** Ended by SIGTERM, after cleaning up. */
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
