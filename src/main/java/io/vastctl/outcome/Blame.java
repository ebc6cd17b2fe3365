package io.vastctl.outcome;

/** Whom a failure counts against. */
public enum Blame {
    NOBODY("nobody"),
    MACHINE("machine"),
    MACHINE_FOR_WORKLOAD("machine-for-workload");

    private final String word;

    Blame(String word) {
        this.word = word;
    }

    /** The word used in JSON and in tables. */
    public String word() {
        return word;
    }
}
