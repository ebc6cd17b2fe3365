package io.vastctl.readiness;

/** A plug-in did not do its part: it threw, took too long, or returned nothing. Says nothing about any machine. */
public final class AdapterFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message one line that names the adapter, its file and what went wrong */
    AdapterFault(String message, Throwable cause) {
        super(message, cause);
    }

    AdapterFault(String message) {
        super(message);
    }
}
