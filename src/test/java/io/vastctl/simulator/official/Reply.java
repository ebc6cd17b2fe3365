package io.vastctl.simulator.official;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** An answer, and the places in it that a script can name. */
record Reply(HttpResponse<String> http) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What stands at a place: {@code status}, {@code header NAME}, {@code body} (its text), {@code answer} (its JSON),
     * or a path into that JSON such as {@code offers[*].gpu_ids[0]}.
     *
     * @return one node for each thing that is meant; a {@link MissingNode} where nothing is
     */
    List<JsonNode> at(String place) {
        if (place.equals("status")) return List.of(IntNode.valueOf(http.statusCode()));
        if (place.equals("body")) return List.of(TextNode.valueOf(http.body()));
        if (place.startsWith("header ")) return List.of(header(place.substring("header ".length())));
        List<JsonNode> nodes = List.of(json());
        String path = place.replaceFirst("^answer(?=$|[.\\[])\\.?", "");
        for (String key : path.replace("[", ".[").split("\\.", -1)) nodes = within(nodes, key);
        return nodes;
    }

    private JsonNode header(String name) {
        return http.headers().firstValue(name).<JsonNode>map(TextNode::valueOf).orElseGet(MissingNode::getInstance);
    }

    private JsonNode json() {
        try {
            return JSON.readTree(http.body());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static List<JsonNode> within(List<JsonNode> nodes, String key) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (key.isEmpty()) found.add(node);
            else if (key.equals("[*]")) node.forEach(found::add);
            else if (key.startsWith("[")) found.add(node.path(Integer.parseInt(key.substring(1, key.length() - 1))));
            else found.add(node.path(key));
        }
        return found;
    }

    /** For whoever reads a failure. */
    @Override
    public String toString() {
        String body = http.body();
        return http.statusCode() + " " + (body.length() > 600 ? body.substring(0, 600) + "..." : body);
    }
}
