package io.vastctl.simulator.official;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One expectation: a place in the answer and what holds there, for each of the things that the place means.
 *
 * <pre>
 * status is 401 or 404                     a value, written as JSON, or a kind: text, number, integer, boolean,
 * offers[*].dph_total is number            object, array, pairs (arrays of two), absent
 * offers has 5 entries                     has at least 1 entries, has at most 25 entries
 * offers[*].score falls                    from entry to entry, or stays; also: rises
 * credit is below {{credit}}               also: above; JSON numbers
 * msg contains "no_such_ask"
 * </pre>
 */
record Check(String place, String verb, String operand) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM =
            Pattern.compile("(\\S+|header \\S+) (?:(is below|is above|is|contains|has) (.+)|(rises|falls))");

    static Check of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("no expectation: " + text);
        return form.group(4) != null
                ? new Check(form.group(1), form.group(4), "")
                : new Check(form.group(1), form.group(2), form.group(3));
    }

    boolean holds(Reply reply) {
        List<JsonNode> nodes = reply.at(place);
        if (nodes.isEmpty()) return false;
        return switch (verb) {
            case "is" -> all(nodes, node -> isOneOf(node, operand.split(" or ")));
            case "contains" ->
                all(nodes, node -> node.asText().contains(json(operand).asText()));
            case "has" -> all(nodes, node -> hasThatMany(node.size(), operand));
            case "is below" ->
                all(
                        nodes,
                        node -> node.isNumber()
                                && node.asDouble() < json(operand).asDouble());
            case "is above" ->
                all(
                        nodes,
                        node -> node.isNumber()
                                && node.asDouble() > json(operand).asDouble());
            case "rises" -> ordered(nodes);
            case "falls" -> ordered(reversed(nodes));
            default -> throw new IllegalStateException(verb);
        };
    }

    private static boolean all(List<JsonNode> nodes, Predicate<JsonNode> rule) {
        return nodes.stream().allMatch(rule);
    }

    private static boolean isOneOf(JsonNode node, String[] alternatives) {
        for (String alternative : alternatives) if (isThis(node, alternative)) return true;
        return false;
    }

    private static boolean isThis(JsonNode node, String alternative) {
        return switch (alternative) {
            case "text" -> node.isTextual();
            case "number" -> node.isNumber();
            case "integer" -> node.isIntegralNumber();
            case "boolean" -> node.isBoolean();
            case "object" -> node.isObject();
            case "array" -> node.isArray();
            case "absent" -> node.isMissingNode();
            case "pairs" -> node.isArray() && all(list(node), pair -> pair.isArray() && pair.size() == 2);
            default -> same(node, json(alternative));
        };
    }

    /** 5 and 5.0 are the same number to every client. */
    private static boolean same(JsonNode node, JsonNode wanted) {
        if (node.isNumber() && wanted.isNumber()) return node.decimalValue().compareTo(wanted.decimalValue()) == 0;
        return node.equals(wanted);
    }

    private static boolean hasThatMany(int count, String operand) {
        int wanted = Integer.parseInt(operand.replaceAll("\\D", ""));
        if (operand.startsWith("at least ")) return count >= wanted;
        return operand.startsWith("at most ") ? count <= wanted : count == wanted;
    }

    private static boolean ordered(List<JsonNode> nodes) {
        for (int i = 1; i < nodes.size(); i++) {
            if (nodes.get(i - 1).asDouble() > nodes.get(i).asDouble()) return false;
        }
        return all(nodes, JsonNode::isNumber);
    }

    private static List<JsonNode> reversed(List<JsonNode> nodes) {
        List<JsonNode> copy = new ArrayList<>();
        nodes.forEach(node -> copy.add(0, node));
        return copy;
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("neither a kind nor JSON: " + text, e);
        }
    }
}
