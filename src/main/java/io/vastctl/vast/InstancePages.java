package io.vastctl.vast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import io.vastctl.instance.Instance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Reads the list of instances to its end, or fails. A part is never returned: what is missing from it
 * would look like an instance that is gone, and it is the list that tells what the account pays for.
 */
final class InstancePages {

    /** The server's own maximum. */
    private static final int ROWS_PER_PAGE = 25;

    private static final int MAX_PAGES = 1000;

    private final VastHttp http;

    InstancePages(VastHttp http) {
        this.http = http;
    }

    List<Instance> all() throws InterruptedException {
        Map<Long, Instance> found = new LinkedHashMap<>();
        Set<String> tokens = new HashSet<>();
        Optional<String> token = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode body = page(token);
            int before = found.size();
            for (JsonNode row : rows(body)) add(found, row);
            token = nextToken(body);
            if (token.isEmpty()) {
                OptionalLong total = announced(body, "total_instances");
                requireAtLeast(found.size(), total, "of all");
                if (total.isEmpty() && !saysItEnds(body, found.isEmpty())) {
                    throw broken("a list that does not say that it is complete");
                }
                return List.copyOf(found.values());
            }
            if (!tokens.add(token.get())) throw broken("the same page token came twice");
            if (found.size() == before) throw broken("a page brought nothing and promised more");
        }
        throw broken("no end after " + MAX_PAGES + " pages");
    }

    /** Nobody's instances is what a run relies on before it rents again, so it must be said in so many words. */
    private static boolean saysItEnds(JsonNode body, boolean empty) {
        return body.has("next_token") && (!empty || body.path("success").asBoolean());
    }

    private JsonNode page(Optional<String> token) throws InterruptedException {
        HttpUrl.Builder url = http.url("api/v1/instances/")
                .newBuilder()
                .addQueryParameter("limit", String.valueOf(ROWS_PER_PAGE))
                .addQueryParameter("order_by", "[{\"col\":\"id\",\"dir\":\"asc\"}]");
        token.ifPresent(next -> url.addQueryParameter("after_token", next));
        Answer answer = http.send(CallKind.LIST, http.get(url.build()));
        return Json.tree(answer.body()).orElseThrow(() -> broken("no JSON in the answer"));
    }

    private List<JsonNode> rows(JsonNode body) {
        JsonNode instances = body.path("instances");
        if (!instances.isArray()) throw broken("no array of instances in the answer");
        List<JsonNode> rows = new ArrayList<>();
        instances.forEach(rows::add);
        requireAtLeast(rows.size(), announced(body, "instances_found"), "on this page");
        return rows;
    }

    private void add(Map<Long, Instance> found, JsonNode node) {
        try {
            InstanceRow row = Json.MAPPER.treeToValue(node, InstanceRow.class);
            Long id = row == null ? null : row.id();
            if (row == null || id == null) throw broken("an instance without an id");
            found.put(id, row.toInstance(id));
        } catch (JsonProcessingException malformed) {
            throw broken("an instance that is no object");
        }
    }

    /** Anything in the token's place that is no token may hide further pages. */
    private Optional<String> nextToken(JsonNode body) {
        JsonNode token = body.path("next_token");
        if (token.isMissingNode() || token.isNull()) return Optional.empty();
        if (!token.isTextual()) throw broken("the page token is no text");
        return Optional.of(token.textValue()).filter(text -> !text.isBlank());
    }

    /** A count that is there and cannot be read proves nothing. */
    private OptionalLong announced(JsonNode body, String name) {
        JsonNode count = body.path(name);
        if (count.isMissingNode() || count.isNull()) return OptionalLong.empty();
        OptionalLong number = Json.wholeNumber(count);
        if (number.isEmpty() || number.getAsLong() < 0) throw broken(name + " is no count");
        return number;
    }

    private void requireAtLeast(int rows, OptionalLong count, String where) {
        if (count.isPresent() && rows < count.getAsLong()) {
            throw broken(rows + " instances came, " + count.getAsLong() + " " + where + " were announced");
        }
    }

    private VastApiException broken(String why) {
        return http.errors().unusable(CallKind.LIST, 200, why).toException();
    }
}
