package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.BlindKind;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Market;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The listing of all instances, in pages of at most 25, chosen and ordered as asked. */
final class InstanceList {

    private static final int LARGEST_PAGE = 25;
    private static final int SMALLEST_PAGE = 5;

    private final Market market;
    private long calls;

    InstanceList(Market market) {
        this.market = market;
    }

    Answer page(Call call) {
        long number = calls++;
        if (market.faults().strikes(Fault.LIST_BROKEN, "list", number)) return broken(number);
        try {
            RowFilter filter = RowFilter.of(parameter(call, "select_filters"));
            RowOrder order = RowOrder.of(parameter(call, "order_by"));
            Optional<ObjectNode> after = PageToken.read(call.query().getOrDefault("after_token", ""));
            List<ObjectNode> rows = rows(filter, order, number);
            return Answer.ok(page(rows, order, after, call));
        } catch (BadParameter e) {
            return ApiError.answer(400, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode parameter(Call call, String name) {
        if (!call.query().containsKey(name)) return NullNode.getInstance();
        return call.jsonParameter(name)
                .orElseThrow(() -> new BadParameter("invalid_request", name + " is not valid JSON"));
    }

    private Answer broken(long number) {
        boolean half = market.chance().hits(0.5, "broken list", number);
        return Answer.rawJson(half ? "{\"success\": true, \"instances\": [{\"id\": 3" : "{\"instances\": null}");
    }

    private List<ObjectNode> rows(RowFilter filter, RowOrder order, long number) {
        if (market.faults().strikes(Fault.LIST_EMPTY, "list", number)) return List.of();
        if (BlindKind.at(market.faults(), market.now()).equals(Optional.of(BlindKind.EMPTY_LISTS))) return List.of();
        return market.living().stream()
                .filter(market::visibleInList)
                .map(contract -> InstanceView.listed(contract, market))
                .filter(filter)
                .sorted(order)
                .toList();
    }

    private ObjectNode page(List<ObjectNode> all, RowOrder order, Optional<ObjectNode> after, Call call) {
        int size = size(call.query().getOrDefault("limit", ""));
        List<ObjectNode> rest = all.stream()
                .filter(row -> after.isEmpty() || order.compare(row, after.get()) > 0)
                .toList();
        List<ObjectNode> page = rest.subList(0, Math.min(size, rest.size()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("success", true).put("instances_found", page.size()).put("total_instances", all.size());
        answer.set("label_counts", labels(all));
        boolean more = page.size() < rest.size();
        answer.put("next_token", more ? PageToken.write(order.values(page.get(page.size() - 1))) : null);
        ArrayNode rows = answer.putArray("instances");
        JsonNode columns = parameter(call, "select_cols");
        page.forEach(row -> rows.add(told(row, columns)));
        return answer;
    }

    /** The customer now knows of it. */
    private ObjectNode told(ObjectNode row, JsonNode columns) {
        market.contract(row.path("id").asLong()).ifPresent(Contract::becomesKnown);
        return Columns.of(row, columns);
    }

    private static ObjectNode labels(List<ObjectNode> all) {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(row -> counts.merge(row.path("label").asText(""), 1, Integer::sum));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json;
    }

    private static int size(String limit) {
        if (!limit.matches("-?\\d{1,6}")) return LARGEST_PAGE;
        int asked = Integer.parseInt(limit);
        return asked <= 0 ? SMALLEST_PAGE : Math.min(asked, LARGEST_PAGE);
    }
}
