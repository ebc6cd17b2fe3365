package io.vastctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of docs/schemas, stricter than they are published: a reader must bear new fields, but a field that this
 * version writes and its schema does not know is a mistake.
 */
public final class PublishedSchemas {
    private PublishedSchemas() {}

    static final Path FOLDER = Path.of("docs/schemas");
    private static final Map<String, JsonSchema> KNOWN = new ConcurrentHashMap<>();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is wrong with a document of this kind; fails if no schema is published for it. */
    public static List<String> complaints(String kind, JsonNode document) {
        return KNOWN.computeIfAbsent(kind, PublishedSchemas::read).validate(document).stream()
                .map(String::valueOf)
                .toList();
    }

    static Path file(String kind) {
        return FOLDER.resolve(kind + ".schema.json");
    }

    private static JsonSchema read(String kind) {
        if (!Files.exists(file(kind))) throw new AssertionError("no schema for vastctl." + kind + "/1");
        try {
            JsonNode schema = MAPPER.readTree(Files.readString(file(kind)));
            close(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a schema lists an object's fields, others are refused; conditions are left as they are. */
    private static void close(JsonNode schema) {
        JsonNode fields = schema.path("properties");
        if (schema instanceof ObjectNode object
                && fields.isObject()
                && !schema.has("additionalProperties")
                && !schema.has("oneOf")) object.put("additionalProperties", false);
        fields.forEach(PublishedSchemas::close);
        schema.path("$defs").forEach(PublishedSchemas::close);
        if (schema.has("items")) close(schema.path("items"));
    }
}
