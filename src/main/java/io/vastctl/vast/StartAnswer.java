package io.vastctl.vast;

/** What became of a wish to start an instance. */
public enum StartAnswer {
    /** Taken on; whether it comes up is for the status to show. */
    ACCEPTED,
    /**
     * The GPU is taken at the moment. The start stays queued and may fire, and bill, hours later; only
     * stopping or destroying the instance calls it off.
     */
    QUEUED
}
