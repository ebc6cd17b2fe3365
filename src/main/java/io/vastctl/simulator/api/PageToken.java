package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where the next page begins: the ordering columns of the last row told, in base64. */
final class PageToken {

    private PageToken() {}

    static String write(ObjectNode values) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("values", values);
        return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The values that a token stands for; empty without a token.
     *
     * @throws BadParameter for a token that is not ours
     */
    static Optional<ObjectNode> read(String token) {
        if (token.isEmpty() || token.equals("null")) return Optional.empty();
        try {
            byte[] bytes = Base64.getDecoder().decode(token.replaceAll("^\"|\"$", ""));
            Optional<JsonNode> values = Json.tryRead(new String(bytes, StandardCharsets.UTF_8))
                    .map(json -> json.path("values"))
                    .filter(json -> json.isObject() && json.path("id").isIntegralNumber());
            return Optional.of((ObjectNode) values.orElseThrow(PageToken::invalid));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static BadParameter invalid() {
        return new BadParameter("invalid_token", "Invalid pagination token");
    }
}
