package io.vastctl.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.OpenAiEndpointCheck.WrongAnswerException;
import io.vastctl.endpoint.PlainHttp.Answer;
import java.io.IOException;

/** Turns what an endpoint said into one line that does not hold its key. */
record EndpointWords(String apiKey) {

    private static final int LONGEST = 300;

    /** The document of a good answer. */
    JsonNode success(String path, Answer answer) throws WrongAnswerException {
        requireSuccess(path, answer);
        return json(path, answer);
    }

    void requireSuccess(String path, Answer answer) throws WrongAnswerException {
        if (answer.succeeded()) return;
        if (answer.status() == 401 || answer.status() == 403) {
            throw new WrongAnswerException(path + " refused the API key (HTTP " + answer.status() + ")");
        }
        throw new WrongAnswerException(path + " answered HTTP " + answer.status() + ": " + answer.text());
    }

    JsonNode json(String path, Answer answer) throws WrongAnswerException {
        try {
            JsonNode body = Dialect.MAPPER.readTree(answer.body());
            if (body.isObject()) return body;
        } catch (IOException malformed) {
            // falls through: no JSON object either way
        }
        throw new WrongAnswerException(path + " did not answer with a JSON object");
    }

    /** One line without the key, cut to a length that a table can bear. */
    String clean(String raw) {
        String text = apiKey.isBlank() ? raw : raw.replace(apiKey, "[hidden]");
        text = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** Leaves out the key. */
    @Override
    public String toString() {
        return "EndpointWords[]";
    }
}
