package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.Market;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A host's own machines. A key that begins with {@code host-} is that of a host who offers the three machines with the
 * lowest numbers; all other keys are those of renters, who have none. Guarded by the {@link MarketApi} that holds it.
 */
final class HostApi {

    private static final String HOST = "host-";
    private static final int MANY = 3;
    private static final double LEAST_BID = 0.001;

    private final Market market;
    /** What was set, by machine; as long as nothing was, the price of the machine's offer holds. */
    private final Map<Long, Double> minBids = new HashMap<>();

    private Map<Long, Listing> machines = Map.of();

    HostApi(Market market) {
        this.market = market;
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.MACHINES, this::list);
        table.put(
                Endpoint.MIN_BID,
                call -> call.json().map(body -> set(call, body)).orElseGet(ApiError::badJson));
    }

    private static boolean isHost(Call call) {
        return call.anyKey().filter(key -> key.startsWith(HOST)).isPresent();
    }

    private Answer list(Call call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("machines");
        if (isHost(call)) own().forEach((id, listing) -> rows.add(row(id, listing)));
        return Answer.ok(answer);
    }

    /** Chosen once, so that they stay the host's when they are rented out. */
    private Map<Long, Listing> own() {
        if (!machines.isEmpty()) return machines;
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("limit", 1000);
        query.putArray("order").addArray().add("machine_id").add("asc");
        Map<Long, Listing> found = new TreeMap<>();
        for (Listing listing : market.search(query)) {
            long id = (long) listing.number("machine_id", 0);
            if (found.size() < MANY || found.containsKey(id)) found.putIfAbsent(id, listing);
        }
        machines = found;
        return found;
    }

    private ObjectNode row(long id, Listing listing) {
        int gpus = (int) listing.number("num_gpus", 1);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", id).put("machine_id", id).put("hostname", "host-" + id).put("listed", true);
        row.put("gpu_name", listing.text("gpu_name")).put("num_gpus", gpus);
        row.put("listed_gpu_cost", listing.number("dph_base", 0) / gpus);
        row.put("min_bid_price", minBid(id, listing));
        row.put("gpu_occupancy", occupancy(id, gpus));
        return row.put("gpu_max_cur_temp", Math.round(market.chance().between(45, 86, "host heat", id)));
    }

    private double minBid(long id, Listing listing) {
        double offered = listing.number("min_bid", LEAST_BID) / Math.max(1, listing.number("num_gpus", 1));
        return minBids.getOrDefault(id, offered);
    }

    private String occupancy(long id, int gpus) {
        StringBuilder letters = new StringBuilder();
        for (int gpu = 0; gpu < gpus; gpu++) {
            double dice = market.chance().between(0, 1, "host occupancy", id, gpu);
            letters.append(dice < 0.3 ? "D " : dice < 0.5 ? "I " : "x ");
        }
        return letters.toString().strip();
    }

    private Answer set(Call call, ObjectNode body) {
        Optional<Listing> machine = isHost(call) ? Optional.ofNullable(own().get(call.id())) : Optional.empty();
        if (machine.isEmpty()) return ApiError.answer(403, "forbidden", "You do not own this machine.");
        JsonNode price = body.path("price");
        if (!price.isNumber() || price.asDouble() < LEAST_BID)
            return ApiError.answer(422, "invalid_args", "price must be a number >= " + LEAST_BID);
        minBids.put(call.id(), price.asDouble());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        return Answer.ok(answer.set("you_sent", body.deepCopy()));
    }
}
