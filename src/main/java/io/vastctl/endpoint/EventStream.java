package io.vastctl.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.OpenAiEndpointCheck.WrongAnswerException;
import java.util.ArrayList;
import java.util.List;

/**
 * A completion that came as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): lines
 * that begin with a colon say nothing, a blank line ends an event, {@code [DONE]} ends the stream.
 */
final class EventStream {

    private EventStream() {}

    /** @throws WrongAnswerException if the server reports an error in the midst, or sends what is no JSON */
    static Generated read(Dialect dialect, String text) throws WrongAnswerException {
        int pieces = 0;
        double counted = -1;
        String model = "";
        for (String data : events(text)) {
            if (data.equals("[DONE]")) break;
            JsonNode chunk = json(dialect, data);
            if (chunk.hasNonNull("error"))
                throw new WrongAnswerException(dialect.path() + " broke off with an error: " + chunk.path("error"));
            if (model.isEmpty()) model = chunk.path("model").asText("");
            if (!dialect.piece(chunk.path("choices").path(0)).isEmpty()) pieces++;
            JsonNode usage = chunk.path("usage").path("completion_tokens");
            if (usage.isNumber()) counted = usage.asDouble();
        }
        return new Generated(counted < 0 ? pieces : counted, pieces > 0 || counted > 0, model);
    }

    private static List<String> events(String text) {
        List<String> events = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        for (String line : (text + "\n\n").split("\\r\\n|\\n|\\r", -1)) {
            if (line.isEmpty()) {
                if (data.length() > 0) events.add(data.toString().strip());
                data.setLength(0);
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip()).append('\n');
            }
        }
        return events;
    }

    private static JsonNode json(Dialect dialect, String data) throws WrongAnswerException {
        try {
            JsonNode chunk = Dialect.MAPPER.readTree(data);
            if (chunk.isObject()) return chunk;
        } catch (JsonProcessingException malformed) {
            // falls through: no JSON object either way
        }
        throw new WrongAnswerException(dialect.path() + " sent an event that is no JSON object: " + data);
    }
}
