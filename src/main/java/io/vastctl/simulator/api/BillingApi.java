package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Market;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** What was paid in, and what was charged. Guarded by the {@link MarketApi} that holds it. */
final class BillingApi {

    private final Market market;
    /** When the account was filled: the market's first moment. */
    private final Instant opened;

    BillingApi(Market market) {
        this.market = market;
        this.opened = market.now();
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.INVOICES, this::invoices);
    }

    /** A range that is missing is an answer of 200, as documented. */
    private Answer invoices(Call call) {
        JsonNode when = range(call, "when");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.arrayNode();
        boolean valid = when.isObject() && (when.has("gte") || when.has("gt")) && (when.has("lte") || when.has("lt"));
        if (!valid) answer.put("success", false).put("error", "Invalid date range");
        else answer.put("success", true);
        long day = opened.getEpochSecond();
        if (valid && day >= when.path("gte").asDouble(0) && day <= when.path("lte").asDouble(Double.MAX_VALUE)) {
            rows.add(deposit());
        }
        return Answer.ok(page(answer, rows));
    }

    private ObjectNode deposit() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("start", opened.getEpochSecond()).put("end", opened.getEpochSecond());
        row.put("type", "credit").put("source", "stripe").put("description", "Simulated credit");
        row.put("amount", -Market.STARTING_CREDIT);
        row.putObject("metadata").put("invoice_id", 2_185_418).put("service", "stripe_payments");
        row.putArray("items");
        return row;
    }

    private static ObjectNode page(ObjectNode answer, ArrayNode rows) {
        answer.put("count", rows.size()).put("total", rows.size()).putNull("next_token");
        answer.set("results", rows);
        return answer;
    }

    private static JsonNode range(Call call, String column) {
        return call.jsonParameter("select_filters").orElse(MissingNode.getInstance()).path(column);
    }
}
