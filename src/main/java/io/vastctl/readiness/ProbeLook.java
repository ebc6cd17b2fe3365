package io.vastctl.readiness;

/** What came of one attempt to run probes: a report, or trouble on the way there. */
public sealed interface ProbeLook {

    /** The machine answered. */
    record Answered(ProbeReport report) implements ProbeLook {}

    /**
     * The machine could not be asked; says nothing about the workload.
     *
     * @param detail one line for people
     */
    record Unreachable(Trouble trouble, String detail) implements ProbeLook {}

    /** Kinds of transport trouble. */
    enum Trouble {
        /** Nothing listens yet: reachable, sshd not up. */
        REFUSED,
        /** No answer in time, or no route. */
        TIMEOUT,
        /** The connection stands, and no SSH server introduces itself: only the proxy answers, or something else. */
        NO_BANNER,
        /** An SSH server that hung up during the handshake. */
        CLOSED,
        /** "Permission denied": the server answers and refuses our key. */
        KEY_REFUSED,
        /** The host key is not the one pinned at first contact. */
        HOST_KEY_CHANGED,
        /** "remote port forwarding failed": the provider's proxy cannot reach the machine. */
        FORWARDING_FAILED,
        /** Logged in, and the remote shell did not come to its end. */
        SHELL_HANGS,
        /** The connection was there and broke. */
        LOST
    }
}
