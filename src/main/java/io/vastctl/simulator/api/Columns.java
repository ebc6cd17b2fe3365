package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The choice of columns in lists. */
final class Columns {

    private Columns() {}

    /** What {@code select_cols} names of a row; all of it for none, or for {@code ["*"]}. Unknown ones are null. */
    static ObjectNode of(ObjectNode row, JsonNode selected) {
        if (!selected.isArray() || selected.isEmpty()) return row;
        for (JsonNode column : selected) {
            if (column.asText().equals("*")) return row;
        }
        ObjectNode chosen = row.objectNode();
        for (JsonNode column : selected) {
            JsonNode value = row.get(column.asText());
            chosen.set(column.asText(), value == null ? NullNode.getInstance() : value);
        }
        return chosen;
    }
}
