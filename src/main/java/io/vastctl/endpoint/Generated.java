package io.vastctl.endpoint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a completion came to.
 *
 * @param tokens as the server counts them; where it does not count, the pieces of text that came
 * @param any whether there was any token at all
 * @param model that the server says it used, empty if it says none
 */
record Generated(double tokens, boolean any, String model) {

    /** Of an answer in one piece. */
    static Generated whole(Dialect dialect, JsonNode body) {
        JsonNode first = body.path("choices").path(0);
        JsonNode counted = body.path("usage").path("completion_tokens");
        boolean text = !dialect.text(first).isEmpty();
        double tokens = counted.isNumber() ? counted.asDouble() : 0;
        boolean any = !first.isMissingNode() && (counted.isNumber() ? tokens > 0 : text);
        return new Generated(tokens, any, body.path("model").asText(""));
    }
}
