package io.vastctl.simulator.market;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a YAML file that knows its line, from 1. */
sealed interface YamlNode {

    int line();

    /**
     * A single value.
     *
     * @param text as it is written, without quotes; empty for nothing
     */
    record Plain(int line, String text) implements YamlNode {}

    record Items(int line, List<YamlNode> items) implements YamlNode {}

    /**
     * Values by key.
     *
     * @param lines of the keys
     */
    record Fields(int line, Map<String, YamlNode> fields, Map<String, Integer> lines) implements YamlNode {
        int lineOf(String key) {
            return lines.getOrDefault(key, line);
        }
    }

    /** Something wrong at a line. */
    final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int line;

        Bad(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /**
     * Reads one document of fields.
     *
     * @throws Bad if it is not YAML, or a key is there twice
     */
    static Fields parse(String content) {
        try (JsonParser parser = new YAMLFactory().createParser(content)) {
            JsonToken first = parser.nextToken();
            if (first == null) return new Fields(1, Map.of(), Map.of());
            YamlNode whole = node(parser);
            if (!(whole instanceof Fields fields))
                throw new Bad(whole.line(), "expected fields such as \"key: value\"");
            if (parser.nextToken() != null) throw new Bad(lineOf(parser), "expected one document, found a second");
            return fields;
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            String words = e.getOriginalMessage().lines().findFirst().orElse("");
            throw where == null
                    ? new Bad(1, "this is not YAML: " + words)
                    : new Bad(where.getLineNr(), "this is not YAML (column " + where.getColumnNr() + "): " + words);
        } catch (IOException e) {
            throw new Bad(1, "cannot be read: " + e.getMessage());
        }
    }

    private static YamlNode node(JsonParser parser) throws IOException {
        int line = lineOf(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser, line);
            case START_ARRAY -> items(parser, line);
            case VALUE_NULL -> new Plain(line, "");
            default -> new Plain(line, parser.getText());
        };
    }

    private static Fields fields(JsonParser parser, int line) throws IOException {
        Map<String, YamlNode> fields = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int keyLine = lineOf(parser);
            parser.nextToken();
            if (fields.putIfAbsent(key, node(parser)) != null) {
                throw new Bad(keyLine, "'" + key + "' is there twice, first in line " + lines.get(key));
            }
            lines.put(key, keyLine);
        }
        return new Fields(line, fields, lines);
    }

    private static Items items(JsonParser parser, int line) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) items.add(node(parser));
        return new Items(line, items);
    }

    private static int lineOf(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
