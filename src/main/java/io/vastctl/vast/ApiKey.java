package io.vastctl.vast;

/** A Vast.ai API key. Shows itself to nobody: only this package can read it. */
public final class ApiKey {

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * Surrounding white space, as a key file's line end, is dropped.
     *
     * @throws IllegalArgumentException empty, or with characters that no header can carry; the message
     *     does not show it
     */
    public static ApiKey of(String text) {
        String key = text.strip();
        if (key.isEmpty()) throw new IllegalArgumentException("the API key is empty");
        if (!key.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new IllegalArgumentException("the API key has blanks or characters outside ASCII in it");
        }
        return new ApiKey(key);
    }

    String secret() {
        return secret;
    }

    String bearer() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
