package io.vastctl.ssh;

import io.vastctl.readiness.ProbeLook.Trouble;
import java.io.IOException;

/** Nobody was let in, for a reason that is known. */
public final class DoorShutException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Trouble trouble;

    /** @param words what SSH would have said */
    public DoorShutException(Trouble trouble, String words) {
        super(words);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
