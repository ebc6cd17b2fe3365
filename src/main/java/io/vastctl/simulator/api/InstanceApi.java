package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The calls that look at instances. Guarded by the {@link MarketApi} that holds it. */
final class InstanceApi {

    private final Market market;
    private final InstanceList lists;

    InstanceApi(Market market) {
        this.market = market;
        this.lists = new InstanceList(market);
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.SHOW, call -> show(call.id()));
        table.put(Endpoint.LIST, lists::page);
        table.put(
                Endpoint.LIST_OLD,
                call -> ApiError.answer(
                        410,
                        "deprecated_endpoint",
                        "/api/v0/instances/ is deprecated. Use /api/v1/instances/ instead."));
        table.put(Endpoint.LIST_FILTERS, call -> filters());
    }

    private Answer show(long id) {
        Optional<Contract> contract = market.contract(id);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (contract.isEmpty()) return Answer.ok(answer.putNull("instances"));
        contract.get().becomesKnown();
        answer.set("instances", InstanceView.shown(contract.get(), market));
        return Answer.ok(answer);
    }

    /** Which values there are to filter by, as combinations. */
    private Answer filters() {
        Set<List<String>> seen = new LinkedHashSet<>();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.put("success", true).putArray("filters");
        for (Contract contract : market.living()) {
            String status = contract.state(market.now()).actualStatus().orElse(null);
            String verification = contract.offer().text("verification");
            String gpu = contract.offer().text("gpu_name");
            if (!seen.add(List.of(String.valueOf(status), verification, gpu))) continue;
            rows.addObject()
                    .put("actual_status", status)
                    .put("verification", verification)
                    .put("gpu_name", gpu);
        }
        return Answer.ok(answer);
    }
}
