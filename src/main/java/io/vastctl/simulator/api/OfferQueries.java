package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a search call asks, in whichever of the ways it may be asked. */
final class OfferQueries {

    private final Market market;

    OfferQueries(Market market) {
        this.market = market;
    }

    /** The query; empty if it is no JSON object. */
    Optional<ObjectNode> query(Call call) {
        Optional<JsonNode> sent = call.query().containsKey("q")
                ? call.jsonParameter("q")
                : call.json().map(body -> body.path("q").isObject() ? body.path("q") : body);
        return sent.filter(JsonNode::isObject).map(query -> withoutOwnMachines(query.deepCopy()));
    }

    /** {@code rented eq false} hides what is still free on machines where the customer rents already. */
    private ObjectNode withoutOwnMachines(ObjectNode query) {
        JsonNode rented = query.path("rented").path("eq");
        List<Contract> own = market.living();
        if (!rented.asText("").equalsIgnoreCase("false") || own.isEmpty()) return query;
        JsonNode machine = query.path("machine_id");
        ObjectNode filter = machine.isObject() ? machine.deepCopy() : query.objectNode();
        ArrayNode hidden = query.arrayNode();
        filter.path("notin").forEach(hidden::add);
        own.forEach(contract -> hidden.add(contract.offer().machineId()));
        filter.set("notin", hidden);
        query.set("machine_id", filter);
        return query;
    }

    /** Leaves in a row what {@code select_cols} names; a column that is not there comes back null. */
    static Function<ObjectNode, ObjectNode> columns(Call call) {
        JsonNode named = call.json().map(body -> body.path("select_cols")).orElse(NullNode.getInstance());
        return row -> Columns.of(row, named);
    }

    static ObjectNode onMachine(long machineId) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.putObject("machine_id").put("eq", machineId);
        return query;
    }

    /** One offer of each kind of card; a search never shows more than so many rows at once. */
    List<Listing> oneOfEachGpu() {
        List<Listing> found = new ArrayList<>();
        ArrayNode seen = JsonNodeFactory.instance.arrayNode();
        while (true) {
            ObjectNode query = JsonNodeFactory.instance.objectNode().put("limit", 1);
            query.putObject("gpu_name").set("notin", seen);
            query.putArray("order").addArray().add("gpu_name").add("asc");
            List<Listing> next = market.search(query);
            if (next.isEmpty()) return found;
            found.add(next.get(0));
            seen.add(next.get(0).text("gpu_name"));
        }
    }
}
