package io.vastctl.simulator.market;

/** Works out, ahead of time, what a machine's server goes through. The market needs its times for the bill. */
@FunctionalInterface
public interface ServerWalk {

    /** One start from its first second to its last. */
    ServerRun walk(Chance chance, ServerStart start);
}
