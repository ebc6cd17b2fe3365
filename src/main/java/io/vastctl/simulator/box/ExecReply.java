package io.vastctl.simulator.box;

import java.nio.charset.StandardCharsets;

/** What an exec over SSH gives: bytes, since a log may be cut in the middle of a character. */
final class ExecReply {

    private final int exit;
    private final byte[] stdout;
    private final byte[] stderr;

    ExecReply(int exit, byte[] stdout, byte[] stderr) {
        this.exit = exit;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    static ExecReply of(ShellAnswer answer) {
        return new ExecReply(
                answer.exit(),
                answer.stdout().getBytes(StandardCharsets.UTF_8),
                answer.stderr().getBytes(StandardCharsets.UTF_8));
    }

    int exit() {
        return exit;
    }

    byte[] stdout() {
        return stdout;
    }

    byte[] stderr() {
        return stderr;
    }
}
