package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The calls that destroy, their faults included. Guarded by the {@link MarketApi} that holds it. */
final class DestroyApi {

    private final Market market;

    DestroyApi(Market market) {
        this.market = market;
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.DESTROY, call -> destroy(call.id()));
        table.put(Endpoint.DESTROY_BULK, call -> call.json().map(this::many).orElseGet(ApiError::badJson));
    }

    private Answer destroy(long id) {
        Optional<Contract> found = market.contract(id);
        if (found.isEmpty()) return ApiError.answer(404, "no_such_instance", "Instance not found");
        return market.askToDestroy(found.get())
                ? ApiError.done("Instance destroyed successfully")
                : ApiError.answer(500, "server_error", "error 500/1234: internal server error");
    }

    /** All that can be destroyed are; the first refusal is the answer. */
    private Answer many(ObjectNode body) {
        JsonNode ids = body.path("instance_ids").isArray() ? body.path("instance_ids") : body.path("ids");
        if (!ids.isArray() || ids.isEmpty()) return ApiError.answer(400, "invalid_args", "invalid instance_ids");
        Optional<Answer> refusal = Optional.empty();
        for (JsonNode id : ids) {
            Answer answer = destroy(id.asLong());
            if (answer.status() != 200 && refusal.isEmpty()) refusal = Optional.of(answer);
        }
        return refusal.orElseGet(() -> ApiError.done("Instances destroyed successfully"));
    }
}
