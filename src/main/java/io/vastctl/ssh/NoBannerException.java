package io.vastctl.ssh;

import java.io.IOException;

/** The other side took the connection and never said that it is an SSH server. */
final class NoBannerException extends IOException {

    private static final long serialVersionUID = 1L;

    NoBannerException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
