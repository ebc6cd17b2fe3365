package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Price increases over HTTP. */
final class RestPriceIncreases implements PriceIncreases {

    private static final double SECONDS_PER_HOUR = 3600;

    private final VastHttp http;

    RestPriceIncreases(VastHttp http) {
        this.http = http;
    }

    @Override
    public PendingIncreases pending() throws InterruptedException {
        JsonNode answer =
                http.object(CallKind.LIST_INCREASES, http.get(http.url("api/v0/instances/pending-price-increases/")));
        JsonNode rows = answer.path("pending_price_increases");
        if (!rows.isArray()) throw broken("no list of increases in the answer");
        List<PriceIncrease> increases = new ArrayList<>();
        for (JsonNode row : rows) increases.add(increase(row));
        OptionalLong count = Json.wholeNumber(answer.path("count"));
        boolean truncated = answer.path("truncated").asBoolean();
        if (!truncated && count.isPresent() && increases.size() < count.getAsLong()) {
            throw broken(increases.size() + " increases came, " + count.getAsLong() + " were announced");
        }
        return new PendingIncreases(increases, truncated);
    }

    @Override
    public boolean accept(long increaseId) throws InterruptedException {
        return answer(CallKind.ACCEPT_INCREASE, "accept", increaseId);
    }

    @Override
    public boolean reject(long increaseId) throws InterruptedException {
        return answer(CallKind.REJECT_INCREASE, "reject", increaseId);
    }

    /** The body must hold nothing else. A stale row is 404, or 409 from older servers. */
    private boolean answer(CallKind kind, String word, long increaseId) throws InterruptedException {
        try {
            http.object(
                    kind,
                    http.with(
                            "PUT",
                            http.url("api/v0/instances/" + word + "-price-increase/"),
                            VastHttp.emptyBody().put("pending_price_increase_id", increaseId)));
            return true;
        } catch (VastApiException refused) {
            boolean stale = refused.status() == 404 || refused.status() == 409;
            if (stale && refused.code().equals("no_pending_price_increase")) return false;
            throw refused;
        }
    }

    private PriceIncrease increase(JsonNode row) {
        OptionalLong increaseId = Json.wholeNumber(row.path("pending_price_increase_id"));
        OptionalLong instanceId = Json.wholeNumber(row.path("contract_id"));
        if (increaseId.isEmpty() || instanceId.isEmpty()) throw broken("an increase without its numbers");
        return new PriceIncrease(
                increaseId.getAsLong(),
                instanceId.getAsLong(),
                Json.wholeNumber(row.path("host_id")),
                rates(row, "old_"),
                rates(row, "new_"),
                Json.instant(row.path("contract_end_date")),
                Json.instant(row.path("created_at")));
    }

    private static Rates rates(JsonNode row, String which) {
        return new Rates(
                hourly(row.path(which + "gpu_costpersec")),
                hourly(row.path(which + "disk_ram_costpersec")),
                Json.number(row.path(which + "bwu_cost")),
                Json.number(row.path(which + "bwd_cost")),
                Json.number(row.path(which + "platform_fee")));
    }

    private static OptionalDouble hourly(JsonNode perSecond) {
        OptionalDouble dollars = Json.number(perSecond);
        return dollars.isPresent() ? Json.finite(dollars.getAsDouble() * SECONDS_PER_HOUR) : dollars;
    }

    private VastApiException broken(String why) {
        return http.unusable(CallKind.LIST_INCREASES, why);
    }
}
