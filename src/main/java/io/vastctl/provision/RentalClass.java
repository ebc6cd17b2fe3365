package io.vastctl.provision;

/** Whose an instance of the account is, and whether anybody wants it. */
public enum RentalClass {
    /** A living process of ours looks after it. */
    OURS("ours"),
    /** Kept on purpose. */
    KEPT("kept"),
    /** Kept on purpose until its lease ran out. */
    OVERDUE("overdue"),
    /** Ours, and nobody looks after it. */
    ORPHAN("orphan"),
    /** Ours, once proven gone. */
    RETURNED("returned"),
    /** Looks like ours, but label and journal do not agree. */
    OURS_UNKNOWN("ours by label, not in this journal"),
    /** Not ours. */
    FOREIGN("foreign");

    private final String word;

    RentalClass(String word) {
        this.word = word;
    }

    /** For tables and JSON. */
    public String word() {
        return word;
    }

    /** Whether label and journal agree that it is ours, and no living process is at work on it. */
    public boolean mayBeDestroyed() {
        return switch (this) {
            case KEPT, OVERDUE, ORPHAN, RETURNED -> true;
            case OURS, OURS_UNKNOWN, FOREIGN -> false;
        };
    }
}
