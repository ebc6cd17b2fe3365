package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.GoneException;
import io.vastctl.simulator.loopback.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One login to a box; it lasts until the box's SSH server goes. */
public final class NearSession {

    private final NearBox box;
    private final int server;

    NearSession(NearBox box, int server) {
        this.box = box;
        this.server = server;
    }

    /** Whether it still stands. */
    public boolean isOpen() {
        return box.stillOpen(server);
    }

    /**
     * Runs one command to its end.
     *
     * @return its standard output
     * @throws IOException in the words of SSH: the session is or gets broken
     */
    public byte[] exec(String command) throws IOException {
        if (!isOpen()) throw new IOException("the connection is closed");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            int unused = box.command(command)
                    .run(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), false);
        } catch (GoneException e) {
            throw new IOException("the connection broke while the probes ran", e);
        }
        if (!isOpen()) throw new IOException("the connection broke while the probes ran");
        return out.toByteArray();
    }

    /**
     * Asks the box's server through this session.
     *
     * @param port inside the box
     * @throws IOException the session is broken, or nobody listens there
     */
    public Answer ask(int port, NearBoxes.Request request) throws IOException {
        if (!isOpen()) throw new java.net.ConnectException("Failed to connect: the tunnel is gone");
        if (!box.servesInside(port)) throw new IOException("unexpected end of stream");
        return box.server().answer(request);
    }
}
