package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.endpoint.PlainHttp.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Reads the list of charges (OpenAPI description, {@code GET /api/v0/charges}): one row for each instance. A row that
 * cannot be read is left out, and so is an instance whose rows contradict each other: a charge that is not told is
 * unknown, never nothing.
 */
final class ChargePages {

    /** The server's own maximum. */
    private static final int ROWS_PER_PAGE = 500;

    private static final int MAX_PAGES = 200;
    private static final String INSTANCE = "instance-";

    private final VastHttp http;

    ChargePages(VastHttp http) {
        this.http = http;
    }

    /** Days are asked for whole: whether a day that is cut in two would be charged in part is not documented. */
    List<Charge> between(Instant from, Instant to) throws InterruptedException {
        Duration day = Duration.ofDays(1);
        long first = Math.floorDiv(from.getEpochSecond(), day.toSeconds()) * day.toSeconds();
        long last = Math.floorDiv(to.getEpochSecond(), day.toSeconds()) * day.toSeconds() + day.toSeconds() - 1;
        String filters = "{\"day\":{\"gte\":" + first + ",\"lte\":" + last + "},\"type\":{\"in\":[\"instance\"]}}";
        Map<Long, List<Charge>> found = new LinkedHashMap<>();
        Set<String> tokens = new HashSet<>();
        Optional<String> token = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode body = page(filters, token);
            JsonNode rows = body.path("results");
            if (!rows.isArray()) throw broken("no list of charges in the answer");
            for (JsonNode row : rows) charge(row).ifPresent(charge -> add(found, charge));
            token = Json.text(body.path("next_token"));
            if (token.isEmpty()) return clear(found);
            if (!tokens.add(token.get())) throw broken("the same page token came twice");
        }
        throw broken("no end after " + MAX_PAGES + " pages");
    }

    private JsonNode page(String filters, Optional<String> token) throws InterruptedException {
        HttpUrl.Builder url = http.url("api/v0/charges/")
                .newBuilder()
                .addQueryParameter("select_filters", filters)
                // New charges come last then, and move no row from one page to the next.
                .addQueryParameter("latest_first", "false")
                .addQueryParameter("limit", String.valueOf(ROWS_PER_PAGE));
        token.ifPresent(next -> url.addQueryParameter("after_token", next));
        Answer answer = http.send(CallKind.CHARGES, http.get(url.build()));
        return Json.tree(answer.body()).orElseThrow(() -> broken("no JSON in the answer"));
    }

    private static Optional<Charge> charge(JsonNode row) {
        OptionalLong instanceId = Json.text(row.path("source"))
                .filter(source -> source.matches(INSTANCE + "\\d{1,18}"))
                .map(source -> OptionalLong.of(Long.parseLong(source.substring(INSTANCE.length()))))
                .orElse(OptionalLong.empty());
        OptionalDouble dollars = Json.number(row.path("amount"));
        if (instanceId.isEmpty() || dollars.isEmpty() || dollars.getAsDouble() < 0) return Optional.empty();
        return Optional.of(new Charge(
                instanceId.getAsLong(),
                Json.text(row.path("metadata").path("label")),
                dollars.getAsDouble(),
                Json.instant(row.path("end"))));
    }

    private static void add(Map<Long, List<Charge>> found, Charge charge) {
        List<Charge> same = found.computeIfAbsent(charge.instanceId(), id -> new ArrayList<>());
        if (!same.contains(charge)) same.add(charge);
    }

    private static List<Charge> clear(Map<Long, List<Charge>> found) {
        return found.values().stream()
                .filter(rows -> rows.size() == 1)
                .map(rows -> rows.get(0))
                .toList();
    }

    private VastApiException broken(String why) {
        return http.unusable(CallKind.CHARGES, why);
    }
}
