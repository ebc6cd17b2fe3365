package io.vastctl.vast;

/** Whether a call may go out again when it is not known what became of it. */
enum Repeat {
    /** Reading, or setting a value: done twice is the same as done once. */
    ALWAYS,
    /** Doing it twice is more than doing it once, so only a call that surely did nothing is sent again. */
    UNLESS_DONE,
    /** Not even then; whoever asked decides. */
    NEVER
}
