package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.FaultBook;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.ListingSearch;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The calls that rent, their faults included. Guarded by the {@link MarketApi} that holds it. */
final class CreateApi {

    private static final List<Integer> GONE = List.of(410, 404, 400);

    private final Market market;
    private long nothings;

    CreateApi(Market market) {
        this.market = market;
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(
                Endpoint.CREATE,
                call -> call.json().map(body -> create(call.id(), body)).orElseGet(ApiError::badJson));
        table.put(Endpoint.CREATE_BULK, call -> call.json().map(this::bulk).orElseGet(ApiError::badJson));
        table.put(Endpoint.LAUNCH, call -> call.json().map(this::launch).orElseGet(ApiError::badJson));
    }

    private Answer create(long offerId, ObjectNode body) {
        Order order = Order.from(body);
        Optional<Answer> refusal = CreateRules.refusal(offerId, body, order).or(() -> account(body));
        if (refusal.isPresent()) return refusal.get();
        Optional<Listing> offer = market.claim(offerId, order);
        if (offer.isEmpty()) return gone(offerId);
        if (order.diskGb() > offer.get().number("disk_space", 0)) {
            return ApiError.answer(400, "invalid_args", "error 400/3521: disk is larger than the offer's disk_space");
        }
        if (market.faults().strikes(Fault.CREATE_NOTHING, offerId, nothings++)) {
            return created(market.numberOfNothing(), market.chance().hex(64, "no key", offerId));
        }
        Contract contract = market.rent(offer.get(), order);
        if (body.path("target_state").asText("").equals("stopped")) contract.stop();
        return rented(contract, CreateRules.givesBack(body, order));
    }

    private Optional<Answer> account(ObjectNode body) {
        if (!market.account().solvent()) {
            return Optional.of(
                    ApiError.answer(400, "insufficient_credit", "Your account lacks credit; see the billing page."));
        }
        boolean needsKey =
                body.path("vm").asBoolean(false) && market.keys().all().isEmpty();
        return needsKey
                ? Optional.of(ApiError.answer(
                        400,
                        "no_ssh_key_for_vm",
                        "error 400/3502: add an SSH key to your account before you rent a VM"))
                : Optional.empty();
    }

    /** @param givesBack whether the market takes back itself what it cannot start */
    private Answer rented(Contract contract, boolean givesBack) {
        FaultBook faults = market.faults();
        if (faults.strikes(Fault.CREATE_ANSWER_LOST, contract.id())) return Answer.noAnswer();
        if (faults.strikes(Fault.CREATE_BAD_GATEWAY, contract.id())) return Answer.html(502, "Bad Gateway");
        contract.becomesKnown();
        if (faults.strikes(Fault.CREATE_STOPPED, contract.id())) {
            contract.stop();
            if (givesBack) market.takeBack(contract);
            ObjectNode body = ApiError.body("resources_unavailable", "Required resources are currently unavailable.");
            return Answer.json(400, body.put("new_contract", contract.id()));
        }
        return created(contract.id(), market.instanceKey(contract));
    }

    private static Answer created(long id, String key) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Answer.ok(body.put("success", true).put("new_contract", id).put("instance_api_key", key));
    }

    /** The three ways in which the real server words it. */
    private static Answer gone(long offerId) {
        String words = "no_such_ask Instance type by id " + offerId + " is not available.";
        ObjectNode body = switch (Math.floorMod(offerId, 3)) {
            case 0 ->
                ApiError.body(
                        "no_such_ask",
                        "error 410/3907: no_such_ask Instance type " + offerId + " is no longer available.");
            case 1 -> ApiError.body("invalid_args", "error 404/3603: " + words);
            default -> ApiError.body("invalid_args", "error 400/3603: " + words);
        };
        return Answer.json(GONE.get(Math.floorMod(offerId, 3)), body.put("ask_id", offerId));
    }

    /** One order for many offers. Nobody has published what the real answer looks like; this one says it all. */
    private Answer bulk(ObjectNode body) {
        JsonNode ids = body.path("ids");
        if (!ids.isArray() || ids.isEmpty()) {
            return ApiError.answer(400, "invalid_args", "error 400/3467: Invalid args: 'ids' is required");
        }
        ArrayNode made = body.arrayNode();
        ArrayNode results = body.arrayNode();
        for (JsonNode id : ids) {
            Answer answer = create(id.asLong(), body);
            if (answer.lost() || answer.status() >= 500) return answer;
            JsonNode result = Json.read(answer.body());
            results.add(result);
            if (answer.status() == 200) made.add(result.path("new_contract"));
        }
        ObjectNode whole = body.objectNode().put("success", !made.isEmpty());
        whole.set("new_contracts", made);
        whole.set("results", results);
        return Answer.json(made.isEmpty() ? 400 : 200, whole);
    }

    /** Searches and rents the first that is left. */
    private Answer launch(ObjectNode body) {
        if (!body.path("q").isObject()) return ApiError.answer(400, "invalid_query", "Invalid query parameters");
        try {
            List<Listing> found = market.search(body.path("q"));
            if (found.isEmpty()) return ApiError.answer(404, "invalid_query", "no offers match the query");
            return create(found.get(0).id(), body);
        } catch (ListingSearch.BadQuery e) {
            return ApiError.answer(400, "invalid_query", String.valueOf(e.getMessage()));
        }
    }
}
