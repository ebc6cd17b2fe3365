package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** What was paid in, and what was charged. Guarded by the {@link MarketApi} that holds it. */
final class BillingApi {

    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 500;

    private final Market market;
    /** When the account was filled: the market's first moment. */
    private final Instant opened;

    BillingApi(Market market) {
        this.market = market;
        this.opened = market.now();
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.INVOICES, this::invoices);
        table.put(Endpoint.INVOICES_OLD, call -> oldInvoices());
        table.put(Endpoint.CHARGES, this::charges);
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
        if (valid
                && day >= when.path("gte").asDouble(0)
                && day <= when.path("lte").asDouble(Double.MAX_VALUE)) {
            rows.add(deposit());
        }
        return Answer.ok(page(answer, rows));
    }

    private ObjectNode deposit() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("start", opened.getEpochSecond()).put("end", opened.getEpochSecond());
        row.put("type", "credit").put("source", "stripe").put("description", "Simulated credit");
        row.put("amount", -market.scenario().credit());
        row.putObject("metadata").put("invoice_id", 2_185_418).put("service", "stripe_payments");
        row.putArray("items");
        return row;
    }

    /** What each contract cost, for those that lived within the days asked for. */
    private Answer charges(Call call) {
        JsonNode day = range(call, "day");
        if (!day.has("gte") || !day.has("lte")) {
            String words = "Must provide both 'day' gte and lte filters for instance charges";
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            return Answer.json(400, body.put("success", false).put("msg", words));
        }
        JsonNode types =
                call.jsonParameter("select_filters").orElseThrow().path("type").path("in");
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Contract contract : market.everMade()) {
            boolean wanted = !types.isArray() || contains(types, "instance");
            Charge charge = new Charge(contract, market.now());
            if (wanted
                    && charge.within(day.path("gte").asDouble(), day.path("lte").asDouble())) rows.add(charge.json());
        }
        boolean latestFirst = call.query().getOrDefault("latest_first", "true").equals("true");
        try {
            return Answer.ok(pages(rows, latestFirst, call));
        } catch (BadParameter e) {
            return ApiError.answer(400, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean contains(JsonNode list, String word) {
        for (JsonNode entry : list) {
            if (entry.asText().equals(word)) return true;
        }
        return false;
    }

    private static ObjectNode pages(ArrayNode all, boolean latestFirst, Call call) {
        String limit = call.query().getOrDefault("limit", "");
        int size = limit.matches("[1-9]\\d{0,4}") ? Math.min(LARGEST_PAGE, Integer.parseInt(limit)) : DEFAULT_PAGE;
        int from = PageToken.read(call.query().getOrDefault("after_token", ""))
                .map(values -> values.path("id").asInt())
                .orElse(0);
        ArrayNode page = all.arrayNode();
        for (int i = from; i < Math.min(all.size(), from + size); i++) {
            page.add(all.get(latestFirst ? all.size() - 1 - i : i));
        }
        ObjectNode answer = page(all.objectNode().put("success", true), page);
        answer.put("total", all.size());
        boolean more = from + size < all.size();
        if (more) answer.put("next_token", PageToken.write(all.objectNode().put("id", from + size)));
        return answer;
    }

    /** The older list, which newer clients call deprecated: payments, and what is charged now. */
    private Answer oldInvoices() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("invoices")
                .addObject()
                .put("type", "payment")
                .put("description", "Simulated credit")
                .put("quantity", 1)
                .put("rate", market.scenario().credit())
                .put("amount", market.scenario().credit())
                .put("timestamp", opened.toEpochMilli() / 1000.0);
        double spent = market.account().totalSpent();
        answer.putObject("current")
                .put("charges", spent)
                .put("service_fee", 0.0)
                .put("total", spent)
                .put("credit", market.account().credit());
        return Answer.ok(answer);
    }

    private static ObjectNode page(ObjectNode answer, ArrayNode rows) {
        answer.put("count", rows.size()).put("total", rows.size()).putNull("next_token");
        answer.set("results", rows);
        return answer;
    }

    private static JsonNode range(Call call, String column) {
        return call.jsonParameter("select_filters")
                .orElse(MissingNode.getInstance())
                .path(column);
    }
}
