package io.vastctl.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML file of fields, each with its line. Scalars stay as they are written: {@code NO} is the
 * country and {@code 1.10} keeps its zero.
 *
 * @param problems what kept fields from being read
 */
record YamlFile(String name, Map<String, Field> fields, List<Problem> problems) {

    /** @param line from 1 */
    record Field(int line, Value value) {}

    /** What a field holds; deeper nesting is not needed anywhere. */
    sealed interface Value {
        record Text(String text) implements Value {}

        record Items(List<String> texts) implements Value {}

        record Pairs(Map<String, String> texts) implements Value {}

        record Nothing() implements Value {}

        /** Named groups of fields, only under {@code policies}. */
        record Sections(Map<String, Section> sections) implements Value {}
    }

    /** @param line from 1 */
    record Section(int line, Map<String, Field> fields) {}

    /** The one field under which groups of fields stand. */
    static final String NESTED = "policies";

    static YamlFile parse(String name, String content) {
        Reading reading = new Reading(name);
        try (JsonParser parser = new YAMLFactory().createParser(content)) {
            reading.document(parser);
        } catch (JsonProcessingException e) {
            YamlTrouble trouble = YamlTrouble.of(e);
            reading.error(trouble.line(), trouble.message());
        } catch (IOException e) {
            reading.error(0, "cannot be read: " + e.getMessage());
        }
        return new YamlFile(name, reading.fields, reading.problems);
    }

    /** One pass over one file. */
    private static final class Reading {
        private final String name;
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        Reading(String name) {
            this.name = name;
        }

        void error(int line, String message) {
            problems.add(new Problem(name, line, Problem.Severity.ERROR, message));
        }

        void document(JsonParser parser) throws IOException {
            JsonToken start = parser.nextToken();
            if (start == null || start == JsonToken.VALUE_NULL) return;
            if (start != JsonToken.START_OBJECT) {
                error(line(parser), "expected fields such as \"key: value\"");
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) field(parser);
            if (parser.nextToken() != null) error(line(parser), "expected one document, found a second");
        }

        private void field(JsonParser parser) throws IOException {
            String key = parser.currentName();
            int line = line(parser);
            parser.nextToken();
            Value value = value(parser, key);
            if (fields.putIfAbsent(key, new Field(line, value)) != null) error(line, key + " is there twice");
        }

        private Value value(JsonParser parser, String key) throws IOException {
            return switch (parser.currentToken()) {
                case START_ARRAY -> items(parser, key);
                case START_OBJECT -> key.equals(NESTED) ? sections(parser) : pairs(parser, key);
                case VALUE_NULL -> new Value.Nothing();
                default -> new Value.Text(parser.getText());
            };
        }

        private Value items(JsonParser parser, String key) throws IOException {
            List<String> texts = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (isPlain(parser, key)) texts.add(parser.getText());
            }
            return new Value.Items(texts);
        }

        private Value pairs(JsonParser parser, String key) throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String inner = parser.currentName();
                parser.nextToken();
                if (isPlain(parser, key + "." + inner)) texts.put(inner, parser.getText());
            }
            return new Value.Pairs(texts);
        }

        private Value sections(JsonParser parser) throws IOException {
            Map<String, Section> sections = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String inner = parser.currentName();
                int line = line(parser);
                Reading nested = new Reading(name);
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) nested.field(parser);
                } else {
                    error(line, NESTED + "." + inner + ": expected fields such as \"like: balanced\"");
                    parser.skipChildren();
                }
                problems.addAll(nested.problems);
                if (sections.putIfAbsent(inner, new Section(line, nested.fields)) != null)
                    error(line, NESTED + "." + inner + " is there twice");
            }
            return new Value.Sections(sections);
        }

        private boolean isPlain(JsonParser parser, String where) throws IOException {
            if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) return true;
            error(line(parser), where + ": expected plain values here");
            parser.skipChildren();
            return false;
        }

        private static int line(JsonParser parser) {
            return parser.currentTokenLocation().getLineNr();
        }
    }
}
