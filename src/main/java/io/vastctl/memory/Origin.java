package io.vastctl.memory;

/**
 * Which market a fact comes from. Facts of one market never count in the other; what the operator
 * entered by hand counts in both.
 */
public enum Origin {
    REAL("real"),
    SIMULATED("simulated");

    private final String word;

    Origin(String word) {
        this.word = word;
    }

    /** The word used in JSON and in tables. */
    public String word() {
        return word;
    }
}
