package io.vastctl.outcome;

/** Whether another offer is worth trying after a failure. */
public enum Retry {
    /** Another machine may work. */
    ELSEWHERE,
    /** Another machine may work, but a second failure of this kind in one run ends the run. */
    ONCE,
    /** Another machine would fail alike. */
    NO
}
