package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of the API.
 *
 * @param key the bearer token
 * @param base where this API is reached, for addresses in answers
 */
public record Call(
        String method, String path, Map<String, String> query, Optional<String> key, String body, String base) {

    private static final Pattern NUMBER = Pattern.compile("/(\\d+)(?=/|$)");

    public Call {
        query = Map.copyOf(query);
    }

    /** The parameters of an address, decoded; the last one counts where a name is there twice. */
    public static Map<String, String> queryOf(URI address) {
        Map<String, String> query = new HashMap<>();
        String raw = address.getRawQuery();
        if (raw == null) return query;
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The first number in the path, 0 for none. */
    long id() {
        return number(0);
    }

    /** The n-th number in the path counted from 0; 0 for none, which names nothing. */
    long number(int index) {
        List<String> found = new ArrayList<>();
        Matcher number = NUMBER.matcher(path);
        while (number.find()) found.add(number.group(1));
        if (index >= found.size() || found.get(index).length() > 18) return 0;
        return Long.parseLong(found.get(index));
    }

    /** The key, from the header or else from the address, where it also works; empty without one. */
    Optional<String> anyKey() {
        return key.or(() -> Optional.ofNullable(query.get("api_key"))).filter(text -> !text.isBlank());
    }

    /** The body as a JSON object, which an empty body is too; empty if it is something else. */
    Optional<ObjectNode> json() {
        return Json.tryRead(body.isBlank() ? "{}" : body)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /** A parameter that holds JSON; empty where it is absent or no JSON. */
    Optional<JsonNode> jsonParameter(String name) {
        return Optional.ofNullable(query.get(name)).flatMap(Json::tryRead);
    }

    /** Leaves out key, parameters and body: they hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
