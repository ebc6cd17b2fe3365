package io.vastctl.cli.market;

/** There is no API key; exit code 7. */
public final class NoKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoKeyException(String message) {
        super(message);
    }
}
