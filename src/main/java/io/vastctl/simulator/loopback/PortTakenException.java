package io.vastctl.simulator.loopback;

/** The port that the simulated marketplace was told to use belongs to somebody else. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port, Throwable cause) {
        super("port " + port + " on 127.0.0.1 is already taken; choose another one", cause);
    }
}
