package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;

/** The marketplace's own wording of errors. */
final class ApiError {

    private ApiError() {}

    static Answer answer(int status, String code, String message) {
        return Answer.json(status, body(code, message));
    }

    /** The many errors whose code is null. */
    static Answer uncoded(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Answer.json(status, body.put("success", false).putNull("error").put("msg", message));
    }

    static ObjectNode body(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return body.put("success", false).put("error", code).put("msg", message);
    }

    static Answer badJson() {
        return answer(400, "invalid_request", "Invalid json body");
    }

    static Answer noSuchInstance(long id) {
        return answer(404, "no_such_instance", "Instance " + id + " not found.");
    }

    /** Success, with nothing else to say. */
    static Answer done() {
        return Answer.ok(JsonNodeFactory.instance.objectNode().put("success", true));
    }

    static Answer done(String message) {
        return Answer.ok(
                JsonNodeFactory.instance.objectNode().put("success", true).put("msg", message));
    }
}
