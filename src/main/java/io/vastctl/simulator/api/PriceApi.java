package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.PriceIncrease;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** Bids, announced price increases and prepayment. Guarded by the {@link MarketApi} that holds it. */
final class PriceApi {

    private static final double LEAST_BID = 0.001;
    private static final double HIGHEST_BID = 32;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final String ONLY_KEY = "pending_price_increase_id";
    /** Columns of the row that this market's hosts never change. */
    private static final List<String> UNCHANGED =
            List.of("disk_ram_costpersec", "bwu_cost", "bwd_cost", "platform_fee");

    private final Market market;

    PriceApi(Market market) {
        this.market = market;
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(
                Endpoint.BID,
                call -> call.json().map(body -> bid(call.id(), body)).orElseGet(ApiError::badJson));
        table.put(Endpoint.INCREASES, call -> increases());
        table.put(
                Endpoint.ACCEPT_INCREASE,
                call -> call.json()
                        .map(body -> settle(body, market::acceptIncrease))
                        .orElseGet(ApiError::badJson));
        table.put(
                Endpoint.REJECT_INCREASE,
                call -> call.json()
                        .map(body -> settle(body, market::rejectIncrease))
                        .orElseGet(ApiError::badJson));
        table.put(
                Endpoint.PREPAY,
                call -> call.json().map(body -> prepay(call.id(), body)).orElseGet(ApiError::badJson));
        table.put(Endpoint.DEPOSIT, call -> deposit(call.id()));
    }

    /** Without a price the lowest winning bid is taken. */
    private Answer bid(long id, ObjectNode body) {
        Optional<Contract> contract = market.contract(id);
        if (contract.isEmpty()) return ApiError.uncoded(404, "Instance with that ID does not exist.");
        double floor = contract.get().offer().number("min_bid", LEAST_BID);
        JsonNode price = body.path("price");
        if (!price.isNumber() && !price.isNull() && !price.isMissingNode()) {
            return ApiError.uncoded(400, "price must be a number");
        }
        double dollars = price.asDouble(floor);
        if (dollars < LEAST_BID) return ApiError.uncoded(400, "Please set a bid price >= 0.001.");
        if (dollars > HIGHEST_BID) return ApiError.uncoded(400, "Please set a bid price <= 32.0.");
        if (contract.get().bid().isEmpty()) {
            return ApiError.answer(400, "invalid_args", "Instance " + id + " is not interruptible.");
        }
        market.changeBid(contract.get(), dollars);
        return ApiError.done();
    }

    private Answer increases() {
        List<PriceIncrease> pending = market.priceIncreases();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("success", true).put("count", pending.size()).put("truncated", false);
        ArrayNode rows = answer.putArray("pending_price_increases");
        pending.forEach(increase -> rows.add(row(increase)));
        return Answer.ok(answer);
    }

    /** Prices are per second, and a null new one means unchanged. */
    private ObjectNode row(PriceIncrease increase) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put(ONLY_KEY, increase.id())
                .put("contract_id", increase.contractId())
                .put("host_id", increase.hostId())
                .put("old_gpu_costpersec", increase.oldGpuDollarsPerHour() / SECONDS_PER_HOUR)
                .put("new_gpu_costpersec", increase.newGpuDollarsPerHour() / SECONDS_PER_HOUR);
        UNCHANGED.forEach(column -> row.putNull("old_" + column).putNull("new_" + column));
        return row.put("contract_end_date", seconds(increase.contractEnd()))
                .put("ask_end_date", seconds(increase.extendedEnd()))
                .put("created_at", seconds(increase.createdAt()));
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }

    /** The body must hold exactly the one key. */
    private Answer settle(ObjectNode body, LongPredicate decision) {
        if (body.size() != 1 || !body.path(ONLY_KEY).isIntegralNumber()) {
            return ApiError.answer(400, "invalid_args", "the body must be exactly {\"" + ONLY_KEY + "\": <int>}");
        }
        long id = body.path(ONLY_KEY).asLong();
        Optional<PriceIncrease> pending = market.priceIncreases().stream()
                .filter(increase -> increase.id() == id)
                .findFirst();
        if (pending.isEmpty() || !decision.test(id)) {
            return ApiError.answer(404, "no_pending_price_increase", "no pending price increase " + id);
        }
        return Answer.ok(body.objectNode()
                .put("success", true)
                .put(ONLY_KEY, id)
                .put("contract_id", pending.get().contractId()));
    }

    /** No offer of this market can be reserved, so all prepayment ends in one of the refusals. */
    private Answer prepay(long id, ObjectNode body) {
        if (market.contract(id).isEmpty()) return refused(400, "No such instance");
        double amount = body.path("amount").asDouble(0);
        if (amount <= 0) return refused(400, "amount must be above 0");
        if (amount > market.account().credit()) return refused(411, "Insufficient credit");
        return refused(400, "The host of instance " + id + " offers no discount for prepayment");
    }

    private static Answer refused(int status, String words) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Answer.json(status, body.put("success", false).put("msg", words));
    }

    private Answer deposit(long id) {
        if (market.contract(id).isEmpty()) return ApiError.noSuchInstance(id);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("success", true).put("refundable_deposit", 0.0);
        return Answer.ok(answer.put("total_discount", 0.0).put("discount_months", 0));
    }
}
