package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One search as the server does it, its traps included. */
public final class ListingSearch {

    private static final Set<String> PLAIN = Set.of("type", "order", "limit", "allocated_storage", "disable_bundling");
    private static final int DEFAULT_LIMIT = 64;

    private final JsonNode query;
    private final int cap;

    /** @param cap most rows that are ever returned */
    ListingSearch(JsonNode query, int cap) {
        this.query = query;
        this.cap = cap;
    }

    /** @throws BadQuery with the text of the 400 answer */
    List<Listing> over(List<Listing> rows) {
        if (!query.isObject()) throw new BadQuery("Invalid json body");
        double storage = query.path("allocated_storage").asDouble(Listing.DEFAULT_STORAGE_GB);
        boolean bid = query.path("type").asText("").equals("bid");
        Predicate<Listing> filter = filter(rows);
        List<Listing> found = new ArrayList<>();
        for (Listing row : rows) {
            Listing shown = (bid ? row.asBid() : row).priced(storage);
            if (filter.test(shown)) found.add(shown);
        }
        found.sort(order());
        return found.subList(0, Math.min(found.size(), limit()));
    }

    private int limit() {
        int asked = query.path("limit").asInt(DEFAULT_LIMIT);
        return Math.min(asked < 1 ? DEFAULT_LIMIT : asked, cap);
    }

    private Predicate<Listing> filter(List<Listing> rows) {
        Predicate<Listing> all = row -> true;
        for (Map.Entry<String, JsonNode> entry : query.properties()) {
            if (PLAIN.contains(entry.getKey())) continue;
            if (!entry.getValue().isObject()) throw new BadQuery(entry.getKey() + " must be an object of operators");
            if (!known(entry.getKey(), rows)) throw new BadQuery(entry.getKey() + " is not a valid search key");
            for (Map.Entry<String, JsonNode> op : entry.getValue().properties()) {
                all = all.and(condition(entry.getKey(), op.getKey(), op.getValue()));
            }
        }
        return all;
    }

    private static boolean known(String field, List<Listing> rows) {
        return Set.of("verified", "datacenter", "external", "rented", "gpu_arch")
                        .contains(field)
                || rows.isEmpty()
                || rows.stream().anyMatch(row -> row.json().has(field));
    }

    private static Predicate<Listing> condition(String field, String op, JsonNode wanted) {
        FilterOp operator = FilterOp.named(op).orElseThrow(() -> new BadQuery(op + " is not a valid search op"));
        // A listing that you rent yourself: nobody's rows here, so "rented" narrows nothing.
        if (field.equals("rented") || field.equals("external")) return row -> true;
        // Seen live: a filter on id matches nothing.
        if (field.equals("id")) return row -> false;
        return row -> operator.holds(value(row, field, operator), wanted);
    }

    /** What a filter looks at, which is not always what the answer shows. */
    private static JsonNode value(Listing row, String field, FilterOp op) {
        return switch (field) {
            case "verified" -> BooleanNode.valueOf(row.text("verification").equals("verified"));
            case "datacenter" -> BooleanNode.valueOf(row.number("hosting_type", 0) == 1);
            case "geolocation" -> row.country().<JsonNode>map(TextNode::valueOf).orElse(MissingNode.getInstance());
            // Saved rows may be older than the field: those cards were all NVIDIA's.
            case "gpu_arch" -> row.json().hasNonNull(field) ? row.json().path(field) : TextNode.valueOf("nvidia");
            case "driver_version" -> row.json().path("driver_vers");
            // Seen live: an upper limit lets dearer offers through, as it is judged at the default disk.
            case "dph_total" ->
                op.isUpperLimit()
                        ? row.priced(Listing.DEFAULT_STORAGE_GB).json().path(field)
                        : row.json().path(field);
            default -> row.json().path(field);
        };
    }

    private Comparator<Listing> order() {
        Comparator<Listing> byScore = Comparator.comparingDouble(row -> -row.number("score", 0));
        Comparator<Listing> order = byScore.thenComparingLong(Listing::id);
        List<JsonNode> keys = new ArrayList<>();
        query.path("order").forEach(key -> keys.add(0, key));
        for (JsonNode key : keys) order = byKey(key).thenComparing(order);
        return order;
    }

    private static Comparator<Listing> byKey(JsonNode key) {
        String field = key.path(0).asText();
        Comparator<Listing> rising = Comparator.comparingDouble(row -> row.number(field, 0));
        return key.path(1).asText("asc").equals("desc") ? rising.reversed() : rising;
    }

    /** The query is wrong; the message is the answer's own text. */
    public static final class BadQuery extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadQuery(String message) {
            super("Error in query parameters: " + message);
        }
    }
}
