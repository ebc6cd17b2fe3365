package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;

/** A request as people may see it: without the key, without the values of variables, long scripts by their length. */
final class RequestWords {
    private RequestWords() {}

    static final String HIDDEN = "[hidden]";

    /** Fields whose values are secrets whatever they hold. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(token|secret|password|api_?key)$");

    /** A port to map is no secret. */
    private static final Pattern PORT = Pattern.compile("-p \\d+:\\d+");

    private static final int LONGEST_SCRIPT = 200;

    /** Path and query. */
    static String target(Request request) {
        String query = request.url().encodedQuery();
        return request.url().encodedPath() + (query == null ? "" : "?" + query);
    }

    /** The JSON that goes with it, if any does. */
    static Optional<String> body(Request request) {
        RequestBody body = request.body();
        if (body == null) return Optional.empty();
        Buffer buffer = new Buffer();
        try {
            body.writeTo(buffer);
        } catch (IOException e) {
            return Optional.empty();
        }
        return discreet(buffer.readUtf8()).map(JsonNode::toString).filter(text -> !text.equals("{}"));
    }

    /** The same of its text. */
    public static Optional<JsonNode> discreet(String body) {
        Optional<JsonNode> json = Json.tree(body.getBytes(StandardCharsets.UTF_8));
        json.ifPresent(tree -> {
            if (tree instanceof ObjectNode object) hide(object);
        });
        return json;
    }

    private static void hide(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = object.get(name);
            if (SECRET.matcher(name).matches()) object.put(name, HIDDEN);
            else if (name.equals("env") && value instanceof ObjectNode environment) hideValues(environment);
            else if (name.equals("onstart") && value.asText().length() > LONGEST_SCRIPT)
                object.put(name, "[" + value.asText().length() + " characters]");
            else if (value instanceof ObjectNode inner) hide(inner);
        }
    }

    private static void hideValues(ObjectNode environment) {
        List<String> names = new ArrayList<>();
        environment.fieldNames().forEachRemaining(names::add);
        for (String name : names) if (!PORT.matcher(name).matches()) environment.put(name, HIDDEN);
    }
}
