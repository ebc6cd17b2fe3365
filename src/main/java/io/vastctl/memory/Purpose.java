package io.vastctl.memory;

/** What a rental is for; decides what it is worth once the process that rented it is dead. */
public enum Purpose {
    /** Verified, then destroyed: without its process it is of no use. */
    TEST,
    /** To be kept once verified: until then it is of no use without its process either. */
    UP,
    /** The same, by a guard: once verified it lives under its lease, which the next guard of the plan renews. */
    GUARD
}
