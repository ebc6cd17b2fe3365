package io.vastctl.readiness;

/** One signature at a place in a server's log: something that may be why it died. */
public interface Suspect {

    /** Place of the signature in its table, from 0. */
    int rank();

    Signature signature();

    /** Line of the log that shows it, from 1. */
    long number();

    /** Whether the server itself calls that line a warning or less. */
    boolean isQuiet();
}
