package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.FaultBook;
import io.vastctl.simulator.market.Listing;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls about instances, their faults included. Guarded by the {@link MarketApi} that holds it. */
final class InstanceApi {

    private static final int LEAST_DISK_GB = 8;
    private static final int LONGEST_LABEL = 256;

    private final Market market;
    private final InstanceList lists;
    private final Map<Long, Instant> logAskedAt = new HashMap<>();

    InstanceApi(Market market) {
        this.market = market;
        this.lists = new InstanceList(market);
    }

    Answer create(long offerId, JsonNode body) {
        Order order = Order.from(body);
        Optional<String> wrong = wrong(order);
        if (wrong.isPresent())
            return ApiError.answer(400, "invalid_args", "error 400/3467: Invalid args: " + wrong.get());
        if (market.dollarsSpent() > Market.STARTING_CREDIT) {
            return ApiError.answer(400, "insufficient_credit", "Your account lacks credit; see the billing page.");
        }
        Optional<Listing> offer = market.claim(offerId, order);
        if (offer.isEmpty()) return gone(offerId);
        if (order.diskGb() > offer.get().number("disk_space", 0)) {
            return ApiError.answer(400, "invalid_args", "error 400/3521: disk is larger than the offer's disk_space");
        }
        return rented(market.rent(offer.get(), order));
    }

    private static Optional<String> wrong(Order order) {
        if (order.image().isBlank()) return Optional.of("'image' is required");
        if (order.diskGb() < LEAST_DISK_GB) return Optional.of("'disk' must be at least 8");
        return order.label().length() > LONGEST_LABEL ? Optional.of("label_too_long") : Optional.empty();
    }

    private Answer rented(Contract contract) {
        FaultBook faults = market.faults();
        if (faults.strikes(Fault.CREATE_ANSWER_LOST, contract.id())) return Answer.noAnswer();
        if (faults.strikes(Fault.CREATE_BAD_GATEWAY, contract.id())) return Answer.html(502, "Bad Gateway");
        contract.becomesKnown();
        if (faults.strikes(Fault.CREATE_STOPPED, contract.id())) {
            contract.stop();
            ObjectNode body = ApiError.body("resources_unavailable", "Required resources are currently unavailable.");
            return Answer.json(400, body.put("new_contract", contract.id()));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("success", true).put("new_contract", contract.id());
        return Answer.ok(body.put("instance_api_key", market.chance().hex(64, "key", contract.id())));
    }

    /** The three ways in which the real server words it. */
    private Answer gone(long offerId) {
        String words = "no_such_ask Instance type by id " + offerId + " is not available.";
        ObjectNode body = switch (Math.floorMod(offerId, 3)) {
            case 0 -> ApiError.body("no_such_ask", "error 410/3907: " + words);
            case 1 -> ApiError.body("invalid_args", "error 404/3603: " + words);
            default -> ApiError.body("invalid_args", "error 400/3603: " + words);
        };
        int status = List.of(410, 404, 400).get(Math.floorMod(offerId, 3));
        return Answer.json(status, body.put("ask_id", offerId));
    }

    Answer show(long id) {
        Optional<Contract> contract = market.contract(id);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (contract.isEmpty()) return Answer.ok(answer.putNull("instances"));
        contract.get().becomesKnown();
        answer.set("instances", InstanceView.of(contract.get(), market.now()));
        return Answer.ok(answer);
    }

    Answer list(Map<String, String> query) {
        return lists.page(query);
    }

    Answer destroy(long id) {
        Optional<Contract> found = market.contract(id);
        if (found.isEmpty()) return ApiError.answer(404, "no_such_instance", "Instance not found");
        Contract contract = found.get();
        Instant now = market.now();
        int calls = contract.destroyAsked(now);
        if (refusesYet(contract, now))
            return ApiError.answer(500, "server_error", "error 500/1234: internal server error");
        boolean ignored = calls == 1 && market.faults().strikes(Fault.DESTROY_IGNORED, id);
        if (!ignored) market.destroy(contract);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Answer.ok(body.put("success", true).put("msg", "Instance destroyed successfully"));
    }

    private boolean refusesYet(Contract contract, Instant now) {
        if (!market.faults().strikes(Fault.DESTROY_ERROR, contract.id())) return false;
        Duration tried = Duration.between(contract.destroyAskedAt().orElse(now), now);
        return tried.toSeconds() < market.chance().between(8, 45, "refuses", contract.id());
    }

    Answer attach(long id, JsonNode body) {
        Optional<Contract> contract = market.contract(id);
        if (contract.isEmpty()) return ApiError.answer(404, "no_such_instance", "Instance not found.");
        String key = body.path("ssh_key").asText("").strip();
        if (key.isEmpty()) return ApiError.answer(400, "no_ssh_key", "ssh_key is required");
        market.attach(contract.get(), key);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return Answer.ok(answer.put("success", true).put("msg", "SSH key added to instance."));
    }

    Answer requestLogs(long id, String base) {
        if (market.contract(id).isEmpty()) return ApiError.answer(404, "invalid_id", "Invalid instance id.");
        logAskedAt.put(id, market.now());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("success", true).put("result_url", base + "/simulator/logs/" + logName(id));
        return Answer.ok(answer.putNull("msg"));
    }

    /** The object store: no key may come along, and nothing is there until the host has uploaded it. */
    Answer logText(Call call) {
        if (call.key().isPresent()) return Answer.text(400, "Only one auth mechanism allowed\n");
        for (Map.Entry<Long, Instant> asked : logAskedAt.entrySet()) {
            if (!call.path().endsWith("/" + logName(asked.getKey()))) continue;
            Duration age = Duration.between(asked.getValue(), market.now());
            Optional<Contract> contract = market.contract(asked.getKey()).filter(one -> one.up(market.now()));
            if (contract.isEmpty() || age.toMillis() < 2_500) return Answer.text(403, "AccessDenied\n");
            return Answer.text(200, StatusText.containerLog(contract.get(), market.now()));
        }
        return Answer.text(404, "NoSuchKey\n");
    }

    /** The name of a log in the store. */
    private String logName(long id) {
        return market.chance().hex(32, "log", id) + ".log";
    }
}
