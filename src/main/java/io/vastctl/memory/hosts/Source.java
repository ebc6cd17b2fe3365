package io.vastctl.memory.hosts;

/** Who barred it. */
public enum Source {
    /** The operator. */
    MANUAL,
    /** vastctl, after a failure that blames the machine. */
    AUTOMATIC;

    /** The word used in JSON and in tables. */
    public String word() {
        return this == MANUAL ? "manual" : "automatic";
    }
}
