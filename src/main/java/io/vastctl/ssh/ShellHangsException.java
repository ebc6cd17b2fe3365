package io.vastctl.ssh;

import java.io.IOException;
import java.time.Duration;

/** A command that was started and did not come to its end, although each probe in it has a limit of its own. */
final class ShellHangsException extends IOException {

    private static final long serialVersionUID = 1L;

    ShellHangsException(Duration limit) {
        super("the remote shell hangs: the probes did not end within " + limit.toSeconds() + " s");
    }
}
