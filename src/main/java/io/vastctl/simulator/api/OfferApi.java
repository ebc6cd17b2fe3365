package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.ListingSearch;
import io.vastctl.simulator.market.MachineReport;
import io.vastctl.simulator.market.Market;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The calls about what is for rent. */
final class OfferApi {

    private final Market market;
    private final OfferQueries queries;

    OfferApi(Market market) {
        this.market = market;
        this.queries = new OfferQueries(market);
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.SEARCH, this::search);
        table.put(Endpoint.GPU_TYPES, call -> gpuTypes());
        table.put(Endpoint.GPU_NAMES, call -> gpuNames());
        table.put(Endpoint.GPU_METRICS, call -> metrics());
        table.put(Endpoint.REPORTS, call -> reports(call.id()));
    }

    private Answer search(Call call) {
        Optional<ObjectNode> query = queries.query(call);
        if (query.isEmpty()) return ApiError.badJson();
        try {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode rows = answer.putArray("offers");
            Function<ObjectNode, ObjectNode> columns = OfferQueries.columns(call);
            market.search(query.get()).forEach(row -> rows.add(columns.apply(row.json())));
            // Seen live on this endpoint, without any header that tells when to come again.
            return Answer.ok(answer).with("x-ratelimit-limit", "500");
        } catch (ListingSearch.BadQuery e) {
            return ApiError.answer(400, "invalid_request", String.valueOf(e.getMessage()));
        }
    }

    private Answer gpuTypes() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode types = answer.put("success", true).putArray("gpu_types");
        for (Listing row : queries.oneOfEachGpu()) {
            types.addObject()
                    .put("canonical_name", row.text("gpu_name"))
                    .put("gpu_ram", (int) row.number("gpu_ram", 0))
                    .put("status", "active");
        }
        return Answer.ok(answer);
    }

    private Answer gpuNames() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode names = answer.putArray("gpu_names");
        queries.oneOfEachGpu().forEach(row -> names.add(row.text("gpu_name")));
        return Answer.ok(answer);
    }

    /** These figures are for hosts; an account without machines is told so. */
    private static Answer metrics() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("success", true).put("needs_machine", true).putArray("gpus");
        return Answer.ok(answer);
    }

    private Answer reports(long machineId) {
        List<MachineReport> reports = market.reports(machineId);
        if (reports.isEmpty() && !known(machineId)) {
            return ApiError.answer(404, "not_found", "Machine " + machineId + " not found.");
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (MachineReport report : reports) {
            rows.addObject()
                    .put("problem", report.problem())
                    .put("message", report.message())
                    .put("created_at", report.createdAt().toString());
        }
        return Answer.ok(rows);
    }

    private boolean known(long machineId) {
        boolean rented =
                market.living().stream().anyMatch(contract -> contract.offer().machineId() == machineId);
        return rented || !market.search(OfferQueries.onMachine(machineId)).isEmpty();
    }
}
