package io.vastctl.memory;

/**
 * The rental, or this process as a whole, was taken over by another process, which took this one for dead. What
 * is rented may still be destroyed; nothing may be rented any more.
 */
public final class TakenOverException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param message one line */
    public TakenOverException(String message) {
        super(message);
    }
}
