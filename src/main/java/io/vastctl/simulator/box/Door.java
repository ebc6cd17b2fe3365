package io.vastctl.simulator.box;

/** A port behind which no SSH server is. */
interface Door extends AutoCloseable {

    /** The port refuses from now on. */
    @Override
    void close();
}
