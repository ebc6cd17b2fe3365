package io.vastctl.simulator.box;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;

/** The error bodies of vLLM's server, worded as version 0.11 words them. */
final class VllmErrors {

    private VllmErrors() {}

    /** From its own middleware, not from the framework around it: it has a shape of its own. */
    static Answer unauthorized() {
        return Answer.json(401, JsonNodeFactory.instance.objectNode().put("error", "Unauthorized"));
    }

    static Answer noSuchPath() {
        return Answer.json(404, JsonNodeFactory.instance.objectNode().put("detail", "Not Found"));
    }

    static Answer wrongMethod() {
        return Answer.json(405, JsonNodeFactory.instance.objectNode().put("detail", "Method Not Allowed"));
    }

    static Answer noSuchModel(String asked) {
        return problem(404, "NotFoundError", "The model `" + asked + "` does not exist.");
    }

    static Answer badJson() {
        return problem(
                400,
                "Bad Request",
                "[{'type': 'json_invalid', 'loc': ('body', 0), 'msg': 'JSON decode error', 'input': {},"
                        + " 'ctx': {'error': 'Expecting value'}}]");
    }

    static Answer missing(String field) {
        return problem(
                400, "Bad Request", "[{'type': 'missing', 'loc': ('body', '" + field + "'), 'msg': 'Field required'}]");
    }

    static Answer noTokens(int asked) {
        return problem(400, "BadRequestError", "max_tokens must be at least 1, got " + asked + ".");
    }

    static Answer tooManyTokens(int asked, int context, int prompt) {
        return problem(
                400,
                "BadRequestError",
                "'max_tokens' or 'max_completion_tokens' is too large: " + asked
                        + ". This model's maximum context length is " + context
                        + " tokens and your request has " + prompt + " input tokens (" + asked + " > " + context + " - "
                        + prompt + "). None");
    }

    static Answer promptTooLong(int context, int prompt) {
        return problem(
                400,
                "BadRequestError",
                "This model's maximum context length is " + context + " tokens. However, your request has " + prompt
                        + " input tokens. Please reduce the length of the input messages. None");
    }

    private static Answer problem(int status, String type, String message) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", status);
        return Answer.json(status, answer);
    }
}
