package io.vastctl.adapter.vllm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes off what others wrote around a server's line: colours, time stamps of Docker, Kubernetes and the
 * journal, names of containers, JSON envelopes.
 */
final class VllmText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern ESCAPES = Pattern.compile("\\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\\x07]*\\x07|[=>])");

    private static final Pattern STAMP = Pattern.compile("^(?:\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d"
            + "(?:[.,]\\d+)?(?: ?Z| ?[+-]\\d\\d:?\\d\\d)?\\]?\\s+)(?:std(?:out|err) [FP] )?");

    private static final Pattern JOURNAL =
            Pattern.compile("^[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ [\\w.@/-]+(?:\\[\\d+\\])?: ");

    private static final Pattern CONTAINER = Pattern.compile("^[\\w.-]+ +\\| ");

    private VllmText() {}

    /** The server's own line or lines: a JSON envelope may hold several. */
    static List<String> of(String raw) {
        String line = raw.indexOf('\u001b') >= 0 ? ESCAPES.matcher(raw).replaceAll("") : raw;
        if (line.isEmpty()) return List.of(line);
        if (mayHaveContainer(line)) line = CONTAINER.matcher(line).replaceFirst("");
        if (!line.isEmpty()) line = withoutStamp(line);
        return line.startsWith("{\"") && line.endsWith("}") ? unwrapped(line) : List.of(line);
    }

    private static boolean mayHaveContainer(String line) {
        int bar = line.indexOf(" | ");
        return bar > 0 && bar < 60;
    }

    private static String withoutStamp(String line) {
        char first = line.charAt(0);
        if (first == '[' || (first >= '0' && first <= '9'))
            return STAMP.matcher(line).replaceFirst("");
        boolean dated = first >= 'A' && first <= 'Z' && line.length() > 16 && line.charAt(3) == ' ';
        return dated ? JOURNAL.matcher(line).replaceFirst("") : line;
    }

    private static List<String> unwrapped(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            String message = first(json, "message", "msg", "log", "event");
            if (message.isEmpty()) return List.of(line);
            String level = first(json, "levelname", "level", "severity").toUpperCase(Locale.ROOT);
            String prefix = level.matches("[A-Z]+") && !message.startsWith(level) ? level + ": " : "";
            String trace = first(json, "exc_info", "exception", "traceback", "stack_trace");
            String all = trace.isEmpty() ? message : message + "\n" + trace;
            return all.lines()
                    .map(one -> prefix + (prefix.isEmpty() ? of(one).get(0) : one))
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(line);
        }
    }

    private static String first(JsonNode json, String... names) {
        for (String name : names) {
            if (json.path(name).isTextual()) return json.path(name).asText();
        }
        return "";
    }
}
