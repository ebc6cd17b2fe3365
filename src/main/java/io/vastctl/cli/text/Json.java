package io.vastctl.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON for programs: one document that names its schema, or one line per event. */
public final class Json {
    private Json() {}

    /** ASCII only: cron's locale is C, and what its charset lacks would become a question mark. */
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final ObjectMapper PRETTY = MAPPER.copy().enable(SerializationFeature.INDENT_OUTPUT);

    /** A document of the kind {@code vastctl.<kind>/1}. */
    public static ObjectNode document(String kind) {
        return MAPPER.createObjectNode().put("schema", "vastctl." + kind + "/1");
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static String pretty(ObjectNode document) {
        return write(PRETTY, document);
    }

    /** Without line breaks. */
    public static String line(ObjectNode document) {
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
