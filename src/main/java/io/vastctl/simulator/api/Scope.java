package io.vastctl.simulator.api;

/** What a key may be allowed to do, by Vast.ai's list of permissions; {@code misc} holds the search. */
enum Scope {
    MISC,
    USER_READ,
    USER_WRITE,
    INSTANCE_READ,
    INSTANCE_WRITE,
    BILLING_READ,
    MACHINE_READ,
    MACHINE_WRITE,
    /** No key is asked for: what exists beside the marketplace's own API. */
    OPEN
}
