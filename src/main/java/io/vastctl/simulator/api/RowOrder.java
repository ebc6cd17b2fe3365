package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order of a listing: {@code order_by}, and the id to break ties. */
final class RowOrder implements Comparator<ObjectNode> {

    private final List<Key> keys;

    private record Key(String column, boolean descending) {}

    private RowOrder(List<Key> keys) {
        this.keys = keys;
    }

    /** @throws BadParameter for a column that is not stored */
    static RowOrder of(JsonNode order) {
        List<Key> keys = new ArrayList<>();
        for (JsonNode key : order) {
            String column = key.path("col").asText();
            RowFilter.checkColumn(column);
            keys.add(new Key(column, key.path("dir").asText("asc").equals("desc")));
        }
        if (keys.stream().noneMatch(key -> key.column().equals("id"))) keys.add(new Key("id", false));
        return new RowOrder(keys);
    }

    /** What a token must remember of a row. */
    ObjectNode values(ObjectNode row) {
        ObjectNode values = row.objectNode();
        keys.forEach(key -> values.set(key.column(), row.path(key.column()).deepCopy()));
        return values;
    }

    @Override
    public int compare(ObjectNode one, ObjectNode other) {
        for (Key key : keys) {
            int result = compare(one.path(key.column()), other.path(key.column()));
            if (result != 0) return key.descending() ? -result : result;
        }
        return 0;
    }

    /** What is absent comes last. */
    private static int compare(JsonNode a, JsonNode b) {
        boolean noA = a.isMissingNode() || a.isNull();
        boolean noB = b.isMissingNode() || b.isNull();
        if (noA || noB) return Boolean.compare(noA, noB);
        return a.isNumber()
                ? Double.compare(a.asDouble(), b.asDouble())
                : a.asText().compareTo(b.asText());
    }
}
