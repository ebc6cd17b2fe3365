package io.vastctl.ssh;

import java.io.IOException;
import java.time.Duration;

/** One logged-in connection to a rented machine. */
public interface BoxLine {

    boolean isOpen();

    /** What the machine said about the last command besides its output. */
    String said();

    /**
     * Runs one command to its end.
     *
     * @param limit real time
     * @return its standard output
     * @throws IOException if it did not come to its end, or the connection broke
     */
    byte[] exec(String command, Duration limit) throws IOException, InterruptedException;

    /** The local port that leads to the machine's loopback port, opened if need be. */
    int tunnelTo(int remotePort) throws IOException;

    /**
     * As {@link #tunnelTo}, at a port of the caller's choice; once for each pair of ports.
     *
     * @param localPort on the loopback address; 0 for any free one
     */
    int tunnel(int localPort, int remotePort) throws IOException;

    void close();
}
