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
    },
    CHAT("/chat/completions") {
        @Override
        void ask(ObjectNode body) {
            body.putArray("messages").addObject().put("role", "user").put("content", PROMPT);
        }

        @Override
        String text(JsonNode choice) {
            return choice.path("message").path("content").asText("");
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

    /** @param full whether the model must go on to the last token, so that the rate means something */
    byte[] body(String model, int tokens, boolean full) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model).put("max_tokens", tokens).put("temperature", 0);
        if (full) body.put("ignore_eos", true);
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
}
