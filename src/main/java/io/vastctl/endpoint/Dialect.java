package io.vastctl.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The two ways to ask for tokens. Servers for chat models alone offer only the second. */
enum Dialect {
    COMPLETIONS("/completions") {
        @Override
        void ask(ObjectNode body) {
            body.put("prompt", PROMPT);
        }

        @Override
        String text(JsonNode choice) {
            return choice.path("text").asText("");
        }

        @Override
        String piece(JsonNode choice) {
            return text(choice);
        }
    },
    CHAT("/chat/completions") {
        @Override
        void ask(ObjectNode body) {
            body.putArray("messages").addObject().put("role", "user").put("content", PROMPT);
        }

        @Override
        String text(JsonNode choice) {
            return said(choice.path("message"));
        }

        @Override
        String piece(JsonNode choice) {
            return said(choice.path("delta"));
        }
    };

    static final JsonMapper MAPPER = new JsonMapper();
    private static final String PROMPT = "Count from one to one hundred in words:";

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /**
     * A request for that many tokens, as a stream.
     *
     * @param bare without the fields that make the model go on to the last token and the server count them
     */
    byte[] body(String model, int tokens, boolean bare) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model).put("max_tokens", tokens).put("temperature", 0).put("stream", true);
        if (!bare) {
            body.put("ignore_eos", true);
            body.putObject("stream_options").put("include_usage", true);
        }
        ask(body);
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }

    abstract void ask(ObjectNode body);

    /** The generated text in one of the answer's choices, empty if there is none. */
    abstract String text(JsonNode choice);

    /** The text that one event of a stream adds, empty if it adds none. */
    abstract String piece(JsonNode choice);

    /** A model that thinks aloud first says nothing else in its first tokens. */
    private static String said(JsonNode message) {
        return message.path("content").asText("")
                + message.path("reasoning_content").asText("")
                + message.path("reasoning").asText("");
    }
}
