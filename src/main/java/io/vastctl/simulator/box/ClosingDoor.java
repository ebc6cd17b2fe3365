package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.LoopbackHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port that accepts and closes at once: a proxy with nothing behind it. */
final class ClosingDoor implements Door {

    private final ServerSocket door;

    ClosingDoor(int port) throws IOException {
        door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        LoopbackHttp.daemons("simulator-door").newThread(this::turnAway).start();
    }

    private void turnAway() {
        while (!door.isClosed()) closeNextVisitor();
    }

    /** A visitor who left first, or a door that was closed meanwhile, is no trouble: the loop sees the door. */
    private void closeNextVisitor() {
        try (Socket visitor = door.accept()) {
            visitor.setSoLinger(true, 0);
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            // It is closed to visitors all the same.
            return;
        }
    }
}
