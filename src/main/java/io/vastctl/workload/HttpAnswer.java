package io.vastctl.workload;

import java.util.Optional;

/**
 * What a request must be answered with.
 *
 * @param path begins with a slash; may hold a query
 * @param status HTTP status
 * @param pointer JSON pointer (RFC 6901) that must lead somewhere in the body, such as {@code /models/0/name}
 * @param value what it must lead to, as text; empty for anything but null
 */
public record HttpAnswer(String path, int status, Optional<String> pointer, Optional<String> value) {

    /** For people: {@code HTTP 200 with /status = ok}. */
    public String expectation() {
        String found = pointer.map(place ->
                        " with " + place + value.map(text -> " = " + text).orElse(""))
                .orElse("");
        return "HTTP " + status + found;
    }
}
