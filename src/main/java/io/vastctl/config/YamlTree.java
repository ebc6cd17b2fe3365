package io.vastctl.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A YAML file of any depth in which each piece knows its line, from 1. Scalars stay as they are written. */
sealed interface YamlTree {

    int line();

    /**
     * A single value.
     *
     * @param text as it is written, without quotes
     */
    record Plain(int line, String text) implements YamlTree {}

    /** A key without anything behind it. */
    record Nothing(int line) implements YamlTree {}

    /** Values after dashes. */
    record Items(int line, List<YamlTree> items) implements YamlTree {}

    /** By key, in the order of the file; the line of each piece is its key's. */
    record Fields(int line, Map<String, YamlTree> fields) implements YamlTree {}

    /**
     * Reads one document of fields.
     *
     * @param complain told of each mistake with its line, 0 for the whole file
     * @return what could be read
     */
    static Fields parse(String content, BiConsumer<Integer, String> complain) {
        try (YAMLParser parser = new YAMLFactory().createParser(content)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) return new Fields(1, Map.of());
            Fields whole = new Fields(1, Map.of());
            if (first == JsonToken.START_OBJECT) whole = fields(parser, 1, complain);
            else complain.accept(line(parser), "expected fields such as \"key: value\"");
            if (first == JsonToken.START_OBJECT && parser.nextToken() != null)
                complain.accept(line(parser), "expected one document, found a second");
            return whole;
        } catch (JsonProcessingException e) {
            YamlTrouble trouble = YamlTrouble.of(e);
            complain.accept(trouble.line(), trouble.message());
        } catch (IOException e) {
            complain.accept(0, "cannot be read: " + e.getMessage());
        }
        return new Fields(1, Map.of());
    }

    private static YamlTree piece(YAMLParser parser, int line, BiConsumer<Integer, String> complain)
            throws IOException {
        if (parser.isCurrentAlias()) complain.accept(line, "aliases are not understood: write the value out");
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser, line, complain);
            case START_ARRAY -> items(parser, line, complain);
            case VALUE_NULL -> new Nothing(line);
            default -> new Plain(line, parser.getText());
        };
    }

    private static Fields fields(YAMLParser parser, int line, BiConsumer<Integer, String> complain) throws IOException {
        Map<String, YamlTree> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int at = line(parser);
            parser.nextToken();
            YamlTree former = fields.putIfAbsent(key, piece(parser, at, complain));
            if (former != null) complain.accept(at, key + " is there twice, first in line " + former.line());
        }
        return new Fields(line, fields);
    }

    private static Items items(YAMLParser parser, int line, BiConsumer<Integer, String> complain) throws IOException {
        List<YamlTree> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) items.add(piece(parser, line(parser), complain));
        return new Items(line, items);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
