package io.vastctl.simulator.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One search as the server does it, its traps included. */
public final class ListingSearch {

    private static final Set<String> PLAIN =
            Set.of("type", "order", "limit", "allocated_storage", "disable_bundling", "select_cols");
    /** Fields that a filter may name though no row shows them. */
    private static final Set<String> FILTER_ONLY =
            Set.of("verified", "datacenter", "external", "rented", "gpu_arch", "ubuntu_version", "cluster_id");

    /** Fields that the moment, the kind of rental and the size of the disk decide. */
    private static final Set<String> PRICED = Set.of(
            "duration",
            "dph_base",
            "storage_total_cost",
            "dph_total",
            "dph_total_adj",
            "discounted_dph_total",
            "flops_per_dphtotal",
            "dlperf_per_dphtotal",
            "search",
            "instance",
            "discount_rate",
            "discounted_hourly");

    private static final int DEFAULT_LIMIT = 64;

    private final JsonNode query;
    private final int cap;

    /** @param cap most rows that are ever returned */
    ListingSearch(JsonNode query, int cap) {
        this.query = query;
        this.cap = cap;
    }

    /**
     * Finds among the offers what they show at that moment.
     *
     * @throws BadQuery with the text of the 400 answer
     */
    List<Listing> over(List<Listing> rows, Instant now) {
        if (!query.isObject()) throw new BadQuery("Invalid json body");
        Predicate<Listing> unpriced = filter(field -> !PRICED.contains(field));
        Predicate<Listing> priced = filter(PRICED::contains);
        List<Listing> found = new ArrayList<>();
        for (Listing row : rows) {
            if (!unpriced.test(row)) continue;
            Listing shown = shown(row, now);
            if (priced.test(shown)) found.add(shown);
        }
        found.sort(order());
        return found.subList(0, Math.min(found.size(), limit()));
    }

    /** The row at the prices of that kind of rental. Words that the server does not know mean on demand. */
    private Listing shown(Listing row, Instant now) {
        double storage = query.path("allocated_storage").asDouble(Listing.DEFAULT_STORAGE_GB);
        String type = query.path("type").asText("");
        Listing shown = row.at(now);
        if (type.equals("bid")) shown.becomesBid();
        shown.price(storage);
        // Seen live on reserved rows: numbers where the others have null.
        if (type.equals("reserved")) shown.json().put("discount_rate", 0.0).put("discounted_hourly", 0.0);
        return shown;
    }

    private int limit() {
        int asked = query.path("limit").asInt(DEFAULT_LIMIT);
        return Math.min(asked < 1 ? DEFAULT_LIMIT : asked, cap);
    }

    /** @param wanted chooses the fields whose conditions matter; all are checked for errors */
    private Predicate<Listing> filter(Predicate<String> wanted) {
        Predicate<Listing> all = row -> true;
        for (Map.Entry<String, JsonNode> entry : query.properties()) {
            if (PLAIN.contains(entry.getKey())) continue;
            if (!entry.getValue().isObject()) throw new BadQuery(entry.getKey() + " must be an object of operators");
            if (!known(entry.getKey())) throw new BadQuery(entry.getKey() + " is not a valid search key");
            for (Map.Entry<String, JsonNode> op : entry.getValue().properties()) {
                Predicate<Listing> condition = condition(entry.getKey(), op.getKey(), op.getValue());
                if (wanted.test(entry.getKey())) all = all.and(condition);
            }
        }
        return all;
    }

    private static boolean known(String field) {
        return FILTER_ONLY.contains(field) || OfferFields.ALL.contains(field);
    }

    private static Predicate<Listing> condition(String field, String op, JsonNode wanted) {
        FilterOp operator = FilterOp.named(op).orElseThrow(() -> new BadQuery(op + " is not a valid search op"));
        // No row is somebody's rented one or from outside, so these narrow nothing.
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
            case "ubuntu_version" -> row.json().path("os_version");
            // Saved rows may be older than the field: those cards were all NVIDIA's.
            case "gpu_arch" -> row.json().hasNonNull(field) ? row.json().path(field) : TextNode.valueOf("nvidia");
            case "driver_version" -> row.json().path("driver_vers");
            // Seen live: an upper limit lets dearer offers through, as it is judged at the default disk.
            case "dph_total" ->
                op.isUpperLimit()
                        ? DoubleNode.valueOf(
                                row.number("dph_base", 0) + row.diskDollarsPerHour(Listing.DEFAULT_STORAGE_GB))
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
        Comparator<Listing> rising = Comparator.comparingDouble((Listing row) -> row.number(field, 0))
                .thenComparing(row -> text(row, field));
        return key.path(1).asText("asc").equals("desc") ? rising.reversed() : rising;
    }

    private static String text(Listing row, String field) {
        JsonNode value = row.json().path(field);
        return value.isTextual() ? value.asText() : "";
    }

    /** The query is wrong; the message is the answer's own text. */
    public static final class BadQuery extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadQuery(String message) {
            super("Error in query parameters: " + message);
        }
    }
}
