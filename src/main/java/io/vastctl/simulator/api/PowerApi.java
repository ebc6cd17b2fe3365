package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The calls that start, stop, restart and label. Guarded by the {@link MarketApi} that holds it. */
final class PowerApi {

    private static final int LONGEST_LABEL = 1024;

    private final Market market;

    PowerApi(Market market) {
        this.market = market;
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(
                Endpoint.MANAGE,
                call -> call.json().map(body -> manage(call.id(), body)).orElseGet(ApiError::badJson));
        table.put(
                Endpoint.MANAGE_BULK, call -> call.json().map(this::manageMany).orElseGet(ApiError::badJson));
        table.put(
                Endpoint.START_BULK,
                call -> call.json().map(body -> power(many(body), "running")).orElseGet(ApiError::badJson));
        table.put(Endpoint.REBOOT, call -> with(call.id(), market::reboot));
        table.put(Endpoint.RECYCLE, call -> with(call.id(), market::recycle));
        table.put(Endpoint.UPDATE, call -> update(call.id()));
    }

    private Answer manage(long id, ObjectNode body) {
        Optional<Contract> contract = market.contract(id);
        if (contract.isEmpty()) return ApiError.noSuchInstance(id);
        if (body.hasNonNull("state"))
            return power(List.of(contract.get()), body.path("state").asText());
        if (body.has("label")) return label(contract.get(), body.path("label").asText(""));
        return ApiError.answer(400, "invalid_args", "one of 'state' and 'label' is required");
    }

    private Answer manageMany(ObjectNode body) {
        return power(many(body), body.path("state").asText(""));
    }

    /** Those of the named instances that exist. The documentation and the client name the list differently. */
    private List<Contract> many(ObjectNode body) {
        JsonNode ids = body.path("ids").isArray() ? body.path("ids") : body.path("instance_ids");
        List<Contract> found = new ArrayList<>();
        ids.forEach(id -> market.contract(id.asLong()).ifPresent(found::add));
        return found;
    }

    private Answer power(List<Contract> contracts, String state) {
        if (contracts.isEmpty()) return ApiError.answer(404, "no_such_instance", "Instance not found.");
        return switch (state) {
            case "stopped" -> {
                contracts.forEach(market::stop);
                yield ApiError.done();
            }
            case "running" -> started(contracts);
            default -> ApiError.answer(400, "invalid_args", "'state' must be running or stopped");
        };
    }

    /** Success means accepted, no more. A start for want of a GPU stays queued all the same. */
    private Answer started(List<Contract> contracts) {
        Set<Market.StartAnswer> answers = EnumSet.noneOf(Market.StartAnswer.class);
        contracts.forEach(contract -> answers.add(market.start(contract)));
        if (answers.contains(Market.StartAnswer.REFUSED)) {
            return market.account().solvent()
                    ? ApiError.answer(400, "invalid_args", "The contract has ended, the instance cannot start again.")
                    : ApiError.answer(400, "insufficient_credit", "Your account lacks credit; see the billing page.");
        }
        if (!answers.contains(Market.StartAnswer.QUEUED)) return ApiError.done();
        String words = "Required resources are currently unavailable, state change queued.";
        return Answer.ok(ApiError.body("resources_unavailable", words));
    }

    private Answer label(Contract contract, String label) {
        if (label.length() > LONGEST_LABEL) {
            return ApiError.uncoded(400, "Please limit label length to 1024 characters, ideally less than 128.");
        }
        market.relabel(contract, label);
        return ApiError.done("label for " + contract.id() + " set to '" + label + "'");
    }

    private Answer with(long id, Consumer<Contract> change) {
        Optional<Contract> contract = market.contract(id);
        if (contract.isEmpty()) return ApiError.noSuchInstance(id);
        change.accept(contract.get());
        return ApiError.done();
    }

    /** This market has no templates and changes no living container's image. */
    private Answer update(long id) {
        if (market.contract(id).isEmpty()) return ApiError.noSuchInstance(id);
        return ApiError.answer(
                400, "invalid_args", "the simulated market cannot change the image or template of an instance");
    }
}
