package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers that a server might write by mistake: any JSON, nearly right JSON, errors, pages, and damage to them. */
final class JsonSoup {

    private static final JsonMapper PLAIN = new JsonMapper();
    private static final String HOLE = "@hole@";

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-1",
            "25",
            "312",
            "3.5",
            "1e400",
            "-1e400",
            "1e-400",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1" + "0".repeat(30),
            "9".repeat(390),
            "9".repeat(2000),
            "4294967297",
            "2147483648",
            "0.1e1",
            "312.0",
            "312.4",
            "1e15",
            "NaN",
            "Infinity",
            "-Infinity",
            "01",
            "+1");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "false",
            "true",
            "312",
            "1e400",
            "NaN",
            "running",
            "exited",
            "22/tcp",
            "\\u0000",
            "\\ud800",
            "é€😀",
            "http://127.0.0.1:1/x",
            "file:///etc/passwd",
            "2026-01-01T00:00:00Z",
            "[]",
            "{}",
            "RTX 4090",
            "no_such_instance",
            "auth_error",
            ClientFixture.SECRET,
            "a".repeat(3000),
            "-\\n-\\r\\n-");
    private static final List<String> NAMES = List.of(
            "id",
            "instances",
            "offers",
            "success",
            "error",
            "msg",
            "message",
            "detail",
            "new_contract",
            "next_token",
            "total_instances",
            "instances_found",
            "ports",
            "key",
            "ssh_keys",
            "result_url",
            "credit",
            "retry_after",
            "x");
    private static final List<String> CODES = List.of(
            "auth_error",
            "no_such_instance",
            "not_found",
            "no_such_ask",
            "insufficient_credit",
            "resources_unavailable",
            "rate_limit_exceeded",
            "invalid_args",
            "invalid_price",
            "no_ssh_key",
            "no_such_ssh_key",
            "server_error",
            "no_pending_price_increase",
            "not_authorized",
            "something_new",
            "Invalid user key",
            "Instance not found",
            "API requests too frequent endpoint threshold=2.0",
            "threshold=99999999999999999999999999",
            "");

    private final Dice dice;

    JsonSoup(Dice dice) {
        this.dice = dice;
    }

    /** @param right an answer that the call would accept */
    byte[] body(String right) {
        String text = switch (dice.below(10)) {
            case 0 -> value(5);
            case 1, 2 -> envelope();
            case 3 -> other();
            case 4 -> right;
            default -> nearly(right);
        };
        return dice.oneIn(3) ? damaged(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private String value(int depth) {
        return switch (dice.below(depth == 0 ? 5 : 8)) {
            case 0 -> "null";
            case 1 -> dice.oneIn(2) ? "true" : "false";
            case 2, 3 -> dice.pick(NUMBERS);
            case 4 -> '"' + dice.pick(TEXTS) + '"';
            case 5 -> array(depth);
            default -> object(depth);
        };
    }

    private String array(int depth) {
        if (dice.oneIn(60)) return "[".repeat(3000) + "]".repeat(3000);
        List<String> items = new ArrayList<>();
        for (int i = dice.below(4); i > 0; i--) items.add(value(depth - 1));
        return "[" + String.join(",", items) + "]";
    }

    private String object(int depth) {
        List<String> fields = new ArrayList<>();
        for (int i = dice.below(5); i > 0; i--) fields.add('"' + dice.pick(NAMES) + "\":" + value(depth - 1));
        return "{" + String.join(",", fields) + "}";
    }

    private String envelope() {
        List<String> fields = new ArrayList<>();
        if (dice.oneIn(2)) fields.add("\"success\":" + (dice.oneIn(5) ? value(1) : "false"));
        for (String name : List.of("error", "msg", "message", "detail")) {
            if (dice.oneIn(2))
                fields.add('"' + name + "\":" + (dice.oneIn(5) ? value(2) : '"' + dice.pick(CODES) + '"'));
        }
        if (dice.oneIn(6)) fields.add("\"new_contract\":" + dice.pick(NUMBERS));
        if (dice.oneIn(6)) fields.add("\"instances\":null");
        if (dice.oneIn(6)) fields.add("\"retry_after\":" + value(0));
        return "{" + String.join(",", fields) + "}";
    }

    private String other() {
        return dice.pick(List.of(
                "",
                " ",
                "<html><body>no_such_instance " + ClientFixture.SECRET + "</body></html>",
                "upstream connect error",
                "Bearer " + ClientFixture.SECRET + " api_key=" + "k".repeat(5000),
                "[".repeat(200_000),
                "{\"instances\":" + "[".repeat(990) + "]".repeat(990) + "}",
                "\"" + "x".repeat(100_000) + "\""));
    }

    /** One thing wrong, or two. */
    private String nearly(String right) {
        JsonNode tree = tree(right);
        int wrongs = 1 + dice.below(2);
        for (int i = 0; i < wrongs; i++) spoil(tree);
        String text = tree.toString();
        while (text.contains('"' + HOLE + '"')) text = text.replace('"' + HOLE + '"', value(2));
        if (dice.oneIn(6)) text = twice(text);
        return text;
    }

    /** Walks down at random and puts a hole in, takes a field out, or repeats an item. */
    private void spoil(JsonNode node) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = dice.pick(names);
            boolean deeper =
                    object.get(name).isContainerNode() && !object.get(name).isEmpty() && !dice.oneIn(4);
            if (deeper) spoil(object.get(name));
            else if (dice.oneIn(3)) object.remove(name);
            else object.put(name, HOLE);
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int at = dice.below(array.size());
            boolean deeper = array.get(at).isContainerNode() && !dice.oneIn(4);
            if (deeper) spoil(array.get(at));
            else if (dice.oneIn(3)) array.add(array.get(at));
            else array.insert(at, HOLE);
        }
    }

    private String twice(String text) {
        String name = '"' + dice.pick(NAMES) + "\":";
        return text.replaceFirst(Pattern.quote(name), Matcher.quoteReplacement(name + value(2) + "," + name));
    }

    private byte[] damaged(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (dice.below(7)) {
            case 0, 1 -> Arrays.copyOf(bytes, dice.below(bytes.length + 1));
            case 2 -> flipped(bytes);
            case 3 ->
                (text + dice.pick(List.of(",", "}", "{}", "null", "\u0000", " "))).getBytes(StandardCharsets.UTF_8);
            case 4 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 5 -> dice.bytes(dice.below(200));
            default -> text.getBytes(charset());
        };
    }

    private Charset charset() {
        return Charset.forName(
                dice.pick(List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "ISO-8859-1")));
    }

    private byte[] flipped(byte[] bytes) {
        for (int i = 1 + dice.below(3); i > 0 && bytes.length > 0; i--) {
            bytes[dice.below(bytes.length)] = (byte) dice.below(256);
        }
        return bytes;
    }

    private static JsonNode tree(String text) {
        try {
            return PLAIN.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
