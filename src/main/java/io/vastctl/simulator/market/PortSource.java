package io.vastctl.simulator.market;

/** Gives out the public ports of rented machines. */
@FunctionalInterface
public interface PortSource {

    /** A port that nothing else was given. */
    int next();
}
