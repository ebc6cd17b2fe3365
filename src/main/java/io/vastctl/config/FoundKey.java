package io.vastctl.config;

/**
 * The key to the Vast.ai account.
 *
 * @param secret never to be printed
 * @param source where it was found, for people
 */
public record FoundKey(String secret, String source) {

    /** Leaves out the key. */
    @Override
    public String toString() {
        return "FoundKey[from " + source + "]";
    }
}
