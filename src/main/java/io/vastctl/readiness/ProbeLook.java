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
        /** Closed before or during the handshake: proxy not ready, or not an SSH server. */
        CLOSED,
        /** "Permission denied": the server answers and refuses our key. */
        KEY_REFUSED,
        /** The host key is not the one pinned at first contact. */
        HOST_KEY_CHANGED,
        /** "remote port forwarding failed": the provider's proxy cannot reach the machine. */
        FORWARDING_FAILED,
        /** The connection was there and broke. */
        LOST
    }
}
