package io.vastctl.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON for programs: one document that names its schema, or one line per event. */
final class Json {
    private Json() {}

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A document of the kind {@code vastctl.<kind>/1}. */
    static ObjectNode document(String kind) {
        return MAPPER.createObjectNode().put("schema", "vastctl." + kind + "/1");
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static String pretty(ObjectNode document) {
        return write(PRETTY, document);
    }

    /** Without line breaks. */
    static String line(ObjectNode document) {
        return write(MAPPER, document);
    }

    private static String write(ObjectMapper mapper, ObjectNode document) {
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that cannot be written as JSON", e);
        }
    }
}
