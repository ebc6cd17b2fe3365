package io.vastctl.adapter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.workload.HttpAnswer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server said to one request.
 *
 * @param status HTTP status
 * @param body may be cut short
 */
public record ServerReply(int status, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HEAD =
            Pattern.compile("\\AHTTP/\\d(?:\\.\\d)? (\\d{3})[^\\n]*\\n(?:[^\\r\\n]+\\r?\\n)*\\r?\\n?");

    /** Reads a reply with its head; empty if nothing answered. */
    static Optional<ServerReply> parse(String text) {
        String rest = text;
        Optional<ServerReply> last = Optional.empty();
        Matcher head = HEAD.matcher(rest);
        // "100 Continue" may stand before the reply proper.
        while (head.find()) {
            rest = rest.substring(head.end());
            last = Optional.of(new ServerReply(Integer.parseInt(head.group(1)), rest));
            head = HEAD.matcher(rest);
        }
        return last;
    }

    /** Whether it is what was expected. */
    public boolean is(HttpAnswer expected) {
        return missing(expected).isEmpty();
    }

    /** What is not as expected, in one line; empty if all is. */
    public Optional<String> missing(HttpAnswer expected) {
        if (status != expected.status()) return Optional.of("HTTP " + status + ", expected " + expected.status());
        if (expected.pointer().isEmpty()) return Optional.empty();
        JsonNode found = at(expected.pointer().get());
        if (found.isMissingNode() || found.isNull())
            return Optional.of("nothing at " + expected.pointer().get() + " of the answer");
        return expected.value()
                .filter(value -> !value.equals(found.isValueNode() ? found.asText() : found.toString()))
                .map(value -> expected.pointer().get() + " is not " + value + " yet");
    }

    private JsonNode at(String pointer) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? JSON.missingNode() : tree.at(pointer);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return JSON.missingNode();
        }
    }
}
