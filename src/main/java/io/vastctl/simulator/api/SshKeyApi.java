package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.AccountKey;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Market;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** SSH keys of the account and of single boxes. A text is stored as sent, whatever it is. */
final class SshKeyApi {

    private final Market market;

    SshKeyApi(Market market) {
        this.market = market;
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.SSH_KEYS, call -> all());
        table.put(Endpoint.ADD_SSH_KEY, call -> withKey(call, this::add));
        table.put(Endpoint.CHANGE_SSH_KEY, call -> withKey(call, text -> change(call.id(), text)));
        table.put(Endpoint.DELETE_SSH_KEY, call -> market.keys().delete(call.id()) ? ApiError.done() : noKey());
        table.put(Endpoint.ATTACH_SSH, call -> withKey(call, text -> attach(call.id(), text)));
        table.put(Endpoint.INSTANCE_SSH, call -> attached(call.id()));
        table.put(Endpoint.DETACH_SSH, call -> detach(call.id(), call.number(1)));
    }

    private static Answer withKey(Call call, Function<String, Answer> use) {
        return call.json()
                .map(body -> body.path("ssh_key").asText(""))
                .map(text -> text.isBlank() ? noKey() : use.apply(text))
                .orElseGet(ApiError::badJson);
    }

    private static Answer noKey() {
        return ApiError.answer(400, "no_ssh_key", "No ssh key provided");
    }

    /** A bare array, and 404 where it would be empty. */
    private Answer all() {
        List<AccountKey> keys = market.keys().all();
        if (keys.isEmpty()) return ApiError.answer(404, "not_found", "No ssh keys found");
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        keys.forEach(key -> rows.add(row(key, "key")));
        return Answer.ok(rows);
    }

    private ObjectNode row(AccountKey key, String field) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", key.id()).put("user_id", AccountApi.userId(market)).put(field, key.text());
        return row.put("created_at", key.createdAt().toString()).putNull("deleted_at");
    }

    private Answer add(String text) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        return Answer.ok(answer.set("key", row(market.keys().add(text), "public_key")));
    }

    private Answer change(long id, String text) {
        if (!market.keys().update(id, text)) return noKey();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        market.keys().all().stream()
                .filter(key -> key.id() == id)
                .forEach(key -> answer.set("key", row(key, "public_key")));
        return Answer.ok(answer);
    }

    private Answer attach(long id, String text) {
        Optional<Contract> contract = market.contract(id);
        if (contract.isEmpty()) return ApiError.answer(404, "no_such_instance", "Instance not found.");
        market.attach(contract.get(), text.strip());
        return ApiError.done("SSH key attached successfully");
    }

    /** The list stands in the answer as a text that holds JSON. */
    private Answer attached(long id) {
        Optional<Contract> contract = market.contract(id);
        if (contract.isEmpty()) return ApiError.answer(404, "no_such_instance", "Instance not found.");
        ArrayNode keys = JsonNodeFactory.instance.arrayNode();
        for (AccountKey key : market.attachedKeys(contract.get())) {
            keys.addObject().put("id", key.id()).put("name", "key-" + key.id()).put("public_key", key.text());
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return Answer.ok(answer.put("success", true).put("ssh_keys", keys.toString()));
    }

    private Answer detach(long id, long keyId) {
        Optional<Contract> contract = market.contract(id);
        if (contract.isEmpty()) return ApiError.uncoded(404, "Instance not found.");
        if (keyId == 0) return ApiError.uncoded(400, "Invalid request parameters");
        return market.detach(contract.get(), keyId)
                ? ApiError.done("SSH key removed from instance.")
                : ApiError.answer(404, "no_such_ssh_key", "SSH key " + keyId + " is not attached.");
    }
}
