package io.vastctl.ssh;

/** The operator's SSH key cannot be used. The message is one line: which file, what is wrong, what to do. */
public final class SshKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SshKeyException(String message) {
        super(message);
    }

    SshKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
