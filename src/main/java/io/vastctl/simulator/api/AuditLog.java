package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vastctl.simulator.market.Market;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The account's history of calls that change something, without what they said: bodies hold secrets. */
final class AuditLog {

    private static final int LONGEST = 200;

    private final Market market;
    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(Instant at, String route) {}

    AuditLog(Market market) {
        this.market = market;
    }

    void note(Call call) {
        if (call.method().equals("GET")) return;
        entries.addFirst(new Entry(market.now(), call.path()));
        if (entries.size() > LONGEST) entries.removeLast();
    }

    /** The latest first, in the shape that the official client's table reads. */
    ArrayNode json() {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            rows.addObject()
                    .put("ip_address", "127.0.0.1")
                    .put("api_key_id", 1)
                    .put("created_at", entry.at().toEpochMilli() / 1000.0)
                    .put("api_route", entry.route())
                    .put("args", "{}");
        }
        return rows;
    }
}
