package io.vastctl.simulator.api;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of the API.
 *
 * @param key the bearer token
 * @param base where this API is reached, for addresses in answers
 */
public record Call(
        String method, String path, Map<String, String> query, Optional<String> key, String body, String base) {

    private static final Pattern NUMBER = Pattern.compile("/(\\d+)(?=/|$)");

    public Call {
        query = Map.copyOf(query);
    }

    /** The number in the path, 0 for none. */
    long id() {
        Matcher number = NUMBER.matcher(path);
        if (!number.find()) return 0;
        String digits = number.group(1);
        return digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    /** Leaves out key and body: they hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
