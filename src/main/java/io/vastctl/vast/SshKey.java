package io.vastctl.vast;

/**
 * A public key that Vast.ai keeps.
 *
 * @param keyId its number, for deleting and detaching
 * @param publicKey as it was stored, which need not be a key: the API takes any text
 */
public record SshKey(long keyId, String publicKey) {

    /** Whether it is the same key; the comment behind it does not count. */
    public boolean isSameAs(String otherPublicKey) {
        return withoutComment(publicKey).equals(withoutComment(otherPublicKey));
    }

    private static String withoutComment(String key) {
        String[] words = key.strip().split("\\s+", 3);
        return words.length < 2 ? key.strip() : words[0] + " " + words[1];
    }
}
