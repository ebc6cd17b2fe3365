package io.vastctl.simulator.box;

import java.util.Set;

/** What a program in the box can connect to. */
final class LocalServer {

    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "172.17.0.2");

    private LocalServer() {}

    static boolean isHere(Machine machine, String host) {
        return HERE.contains(host) || host.equals(MachineFiles.hostname(machine.contract()));
    }

    static boolean answers(Machine machine, int port) {
        return port == machine.contract().order().serverPort() && machine.serves();
    }
}
