package io.vastctl.ssh;

import java.util.concurrent.atomic.AtomicInteger;

/** How often we logged in, and how many commands we ran. Safe for several threads. */
public final class SshCount {

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger execs = new AtomicInteger();

    SshCount() {}

    void connected() {
        connections.incrementAndGet();
    }

    void executed() {
        execs.incrementAndGet();
    }

    /** Logins that succeeded. */
    public int connections() {
        return connections.get();
    }

    /** Remote commands, one for each look. */
    public int execs() {
        return execs.get();
    }
}
