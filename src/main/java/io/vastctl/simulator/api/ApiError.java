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

    static ObjectNode body(String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return body.put("success", false).put("error", code).put("msg", message);
    }

    /** The commonest words of a 429; they name the seconds to wait. */
    static Answer tooFrequent(double threshold) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return Answer.json(429, body.put("detail", "API requests too frequent endpoint threshold=" + threshold));
    }
}
