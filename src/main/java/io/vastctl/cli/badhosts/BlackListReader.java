package io.vastctl.cli.badhosts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vastctl.cli.text.Csv;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.hosts.BlackList;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.StoredBar;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link BlackListWriter} wrote, or what somebody wrote like it; every bad row is named with its line. */
final class BlackListReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int NAMED_PROBLEMS = 10;

    private final String file;
    private final Instant now;
    private final List<StoredBar> bars = new ArrayList<>();
    private final List<Exemption> whitelist = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private BlackListReader(String file, Instant now) {
        this.file = file;
        this.now = now;
    }

    /**
     * JSON if it begins like it, else CSV.
     *
     * @param file its name, for the message
     * @param now the date of rows without one
     * @throws UsageException if any row is bad: nothing is to be imported then
     */
    static BlackList read(String file, String text, Instant now) {
        BlackListReader reader = new BlackListReader(file, now);
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (content.isBlank()) throw new UsageException(file + " is empty: expected what bad-hosts export writes");
        try {
            if (content.stripLeading().startsWith("{")) reader.json(content);
            else reader.csv(content);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UsageException(file + " line " + line + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
        }
        return reader.result();
    }

    private BlackList result() {
        if (problems.isEmpty()) return new BlackList(bars, whitelist);
        int more = problems.size() - NAMED_PROBLEMS;
        throw new UsageException(file + ": nothing was imported: "
                + String.join("; ", more > 0 ? problems.subList(0, NAMED_PROBLEMS) : problems)
                + (more > 0 ? "; and " + more + " more" : ""));
    }

    private void csv(String text) {
        List<Csv.Line> lines;
        try {
            lines = Csv.parse(text);
        } catch (UsageException e) {
            throw new UsageException(file + " " + e.getMessage(), e);
        }
        List<String> columns = lines.get(0).cells().stream().map(String::strip).toList();
        List<String> unknown = columns.stream()
                .filter(name -> !name.equals(BlackListWriter.LIST) && !BlackListWriter.FIELDS.contains(name))
                .toList();
        if (!unknown.isEmpty() || !columns.contains("id")) {
            throw new UsageException(file + " line 1: expected the columns id and, if wanted, " + BlackListWriter.LIST
                    + ", " + String.join(", ", BlackListWriter.FIELDS) + "; found " + String.join(", ", columns));
        }
        for (Csv.Line line : lines.subList(1, lines.size())) csv(columns, line);
    }

    private void csv(List<String> columns, Csv.Line line) {
        if (line.cells().size() != columns.size()) {
            problems.add(
                    "line " + line.line() + ": " + line.cells().size() + " cells, and " + columns.size() + " columns");
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!line.cells().get(i).isEmpty())
                fields.put(columns.get(i), line.cells().get(i));
        }
        String list = fields.getOrDefault(BlackListWriter.LIST, BlackListWriter.BARS);
        fields.remove(BlackListWriter.LIST);
        if (list.equals(BlackListWriter.BARS) || list.equals(BlackListWriter.WHITELIST)) row(line.line(), list, fields);
        else problems.add("line " + line.line() + ": list " + list + ": expected bars or whitelist");
    }

    private void json(String text) throws IOException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            boolean known = false;
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("schema")) known = parser.getText().equals("vastctl." + BlackListWriter.KIND + "/1");
                else if (name.equals(BlackListWriter.BARS) || name.equals(BlackListWriter.WHITELIST))
                    rows(name, parser);
                else parser.skipChildren();
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null)
                problems.add("expected one JSON document and nothing after it");
            if (!known)
                throw new UsageException(file + ": expected the schema vastctl." + BlackListWriter.KIND
                        + "/1, as bad-hosts export writes it");
        }
    }

    private void rows(String list, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            problems.add("line " + parser.currentTokenLocation().getLineNr() + ": " + list + ": expected an array");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int line = parser.currentTokenLocation().getLineNr();
            JsonNode node = MAPPER.readTree(parser);
            Map<String, String> fields = new LinkedHashMap<>();
            node.properties().stream()
                    .filter(entry -> !entry.getValue().isNull())
                    .forEach(entry -> fields.put(entry.getKey(), plain(entry.getValue())));
            if (node.isObject()) row(line, list, fields);
            else problems.add("line " + line + ": expected an object");
        }
    }

    private static String plain(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private void row(int line, String list, Map<String, String> fields) {
        BlackListRow row = new BlackListRow(fields, now);
        if (list.equals(BlackListWriter.BARS)) row.bar().ifPresent(bars::add);
        else row.exemption().ifPresent(whitelist::add);
        row.problems().forEach(problem -> problems.add("line " + line + ": " + problem));
    }
}
