package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The account's environment variables, whose values are never told again. */
final class SecretApi {

    private static final int MOST = 100;
    private static final String HIDDEN = "*****";

    private final Map<String, String> secrets = new TreeMap<>();

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.SECRETS, call -> all());
        table.put(Endpoint.ADD_SECRET, call -> call.json().map(this::add).orElseGet(ApiError::badJson));
        table.put(Endpoint.CHANGE_SECRET, call -> call.json().map(this::change).orElseGet(ApiError::badJson));
        table.put(Endpoint.DELETE_SECRET, call -> call.json().map(this::delete).orElseGet(ApiError::badJson));
    }

    private Answer all() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        ObjectNode rows = answer.putObject("secrets");
        secrets.keySet().forEach(key -> rows.put(key, HIDDEN));
        return Answer.ok(answer);
    }

    private Answer add(ObjectNode body) {
        String key = key(body);
        if (key.isEmpty() || !body.hasNonNull("value")) return missing("Both 'key' and 'value' are required.");
        if (secrets.containsKey(key)) return ApiError.answer(400, "existing_key", key + " exists already.");
        if (secrets.size() >= MOST) return ApiError.answer(400, "max_secrets", "at most " + MOST + " variables");
        secrets.put(key, body.path("value").asText());
        return ApiError.done("Environment variable added successfully");
    }

    private Answer change(ObjectNode body) {
        String key = key(body);
        if (key.isEmpty() || !body.hasNonNull("value")) return missing("Both 'key' and 'value' are required.");
        if (!secrets.containsKey(key)) return ApiError.answer(400, "nonexistent_key", key + " does not exist.");
        secrets.put(key, body.path("value").asText());
        return ApiError.done("Environment variable updated successfully");
    }

    private Answer delete(ObjectNode body) {
        String key = key(body);
        if (key.isEmpty()) return missing("'key' is required.");
        if (secrets.remove(key) == null) return ApiError.answer(400, "nonexistent_key", key + " does not exist.");
        return ApiError.done("Environment variable deleted successfully");
    }

    private static Answer missing(String words) {
        return ApiError.answer(400, "missing_input", words);
    }

    /** Names are kept in capitals. */
    private static String key(ObjectNode body) {
        return body.path("key").asText("").toUpperCase(Locale.ROOT);
    }
}
