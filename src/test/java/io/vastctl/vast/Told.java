package io.vastctl.vast;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a whole HTTP answer says, read without the client's own code.
 *
 * @param html whether it calls itself a page
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Told(int status, byte[] body, boolean html) {

    private static final JsonMapper PLAIN = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY) // which one is meant, nobody knows
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    String head() {
        return "HTTP/1.1 " + status + " x\r\nContent-Type: " + (html ? "text/html" : "application/json") + "\r\n";
    }

    String text() {
        // Without the zeros of wider encodings, which JSON may come in.
        return new String(body, StandardCharsets.UTF_8).replace("\u0000", "").toLowerCase(Locale.ROOT);
    }

    JsonNode json() {
        try {
            return PLAIN.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    boolean good() {
        return status >= 200 && status < 300;
    }

    /** A good status, an object, and no word of an error in it. */
    boolean goodObject() {
        return good() && json().isObject() && !refuses();
    }

    boolean refuses() {
        JsonNode success = json().path("success");
        if (success.isBoolean()) return !success.booleanValue();
        if ("false".equalsIgnoreCase(success.asText())) return true;
        JsonNode error = json().path("error");
        boolean nothing = List.of("", "null", "false", "0", "{}", "[]").contains(error.toString());
        boolean blank = error.isTextual() && error.textValue().isBlank();
        return !nothing && !blank && !(error.isNumber() && error.doubleValue() == 0);
    }

    boolean saysGone() {
        boolean word = Stream.of("no_such_instance", "not_found", "no such instance", "instance not found")
                .anyMatch(text()::contains);
        return status == 404 && word && !saysBadKey();
    }

    boolean saysBadKey() {
        return status == 401 || text().contains("auth_error") || text().contains("invalid user key");
    }

    /** It is not known what a server did that answers so. */
    boolean leavesOpen() {
        return status < 200 || status == 408 || status >= 500;
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return "HTTP " + status + (html ? " html " : " ") + (text.length() > 400 ? text.substring(0, 400) + "…" : text);
    }
}
