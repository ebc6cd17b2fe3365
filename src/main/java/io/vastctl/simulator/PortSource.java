package io.vastctl.simulator;

/** Gives out the public ports of rented machines. */
@FunctionalInterface
interface PortSource {

    /** A port that nothing else was given. */
    int next();
}
