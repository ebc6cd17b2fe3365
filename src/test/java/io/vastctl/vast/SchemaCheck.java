package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Checks values against the part of JSON Schema that the Vast.ai description uses for requests. Stricter
 * in one thing: where a schema lists properties and does not say that others are welcome, others are
 * reported, because a misspelt field is what a server drops in silence.
 */
final class SchemaCheck {

    /** What a value breaks. */
    record Broken(String where, String rule, String detail) {}

    private final JsonNode document;
    private final List<Broken> broken = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** @param document where {@code $ref} points into */
    static List<Broken> check(JsonNode document, JsonNode schema, JsonNode value, String where) {
        SchemaCheck check = new SchemaCheck(document);
        check.value(schema, value, where);
        return check.broken;
    }

    private void value(JsonNode given, JsonNode value, String where) {
        JsonNode schema = resolved(given);
        schema.path("allOf").forEach(part -> value(part, value, where));
        if (!hasType(schema.path("type"), value)) {
            report(where, "type", schema.path("type") + " is described, not " + value.getNodeType());
            return; // the other rules are about values of that type
        }
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray() && !contains(allowed, value)) report(where, "enum", value + " is not in " + allowed);
        if (value.isNumber()) number(schema, value, where);
        if (value.isTextual()) text(schema, value.textValue(), where);
        if (value.isArray()) array(schema, value, where);
        if (value.isObject()) object(schema, value, where);
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isMissingNode()
                ? schema
                : resolved(document.at(reference.asText().substring(1)));
    }

    /** One type, several, or none stated. */
    private static boolean hasType(JsonNode type, JsonNode value) {
        if (type.isArray())
            return StreamSupport.stream(type.spliterator(), false).anyMatch(one -> hasType(one, value));
        return switch (type.asText()) {
            case "" -> true;
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("a type this check does not know: " + type);
        };
    }

    private static boolean contains(JsonNode allowed, JsonNode value) {
        return StreamSupport.stream(allowed.spliterator(), false).anyMatch(value::equals);
    }

    private void number(JsonNode schema, JsonNode value, String where) {
        double number = value.doubleValue();
        if (number < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)) report(where, "minimum", value + "");
        if (number > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)) report(where, "maximum", value + "");
    }

    private void text(JsonNode schema, String text, String where) {
        int length = text.codePointCount(0, text.length());
        if (length < schema.path("minLength").asInt(0)) report(where, "minLength", length + " characters");
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE))
            report(where, "maxLength", length + " characters");
        JsonNode pattern = schema.path("pattern");
        if (pattern.isTextual()
                && !Pattern.compile(pattern.textValue()).matcher(text).find()) {
            report(where, "pattern", text + " does not match " + pattern);
        }
    }

    private void array(JsonNode schema, JsonNode array, String where) {
        if (array.size() < schema.path("minItems").asInt(0)) report(where, "minItems", array.size() + " items");
        if (array.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            report(where, "maxItems", array.size() + " items");
        }
        JsonNode items = schema.path("items");
        if (!items.isMissingNode()) array.forEach(item -> value(items, item, where + "[]"));
    }

    private void object(JsonNode schema, JsonNode object, String where) {
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        for (JsonNode name : schema.path("required")) {
            if (!object.has(name.asText())) report(where + "." + name.asText(), "required", "is missing");
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String place = where + "." + field.getKey();
            JsonNode described = properties.path(field.getKey());
            if (!described.isMissingNode()) {
                value(described, field.getValue(), place);
            } else if (others.isObject()) {
                value(others, field.getValue(), place);
            } else if (!others.asBoolean(properties.isEmpty())) {
                report(place, "unknown", "is not described");
            }
        }
    }

    private void report(String where, String rule, String detail) {
        broken.add(new Broken(where, rule, detail));
    }
}
