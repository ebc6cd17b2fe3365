package io.vastctl.simulator.box.shell;

/** Where a program writes. */
@FunctionalInterface
public interface Output {

    /** Nobody reads it. */
    Output NOWHERE = text -> {};

    /**
     * Writes it.
     *
     * @throws GoneException if the reader has left
     */
    void write(String text);

    /** The text and a line end. */
    default void line(String text) {
        write(text + "\n");
    }

    /** Whether a person or program reads it as it comes, so that following a file makes sense. */
    default boolean isLive() {
        return false;
    }
}
