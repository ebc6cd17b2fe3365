package io.vastctl.provision;

/**
 * A second rental that was begun beside a slow one.
 *
 * @param number of the attempt that it is
 * @param besides number of the slow attempt
 */
public record Hedge(int number, int besides, Slowness slowness) {}
