package io.vastctl.provision;

/** What became of a rental at the end of its attempt. */
public enum Cleanup {
    /** Nothing was rented. */
    NONE("none"),
    /** Two good reads showed it gone. */
    DESTROYED("destroyed"),
    /** Left alive because the user asked for it: a verified endpoint, or a failed machine to look at. */
    KEPT("kept"),
    /** Still there after every try. */
    LEAKED("leaked"),
    /** The API would not tell. */
    UNKNOWN("unknown");

    private final String word;

    Cleanup(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether money may go on being spent without anybody wanting it. */
    public boolean mayStillRun() {
        return this == LEAKED || this == UNKNOWN;
    }
}
