package io.vastctl.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.simulator.loopback.Answer;
import io.vastctl.simulator.market.Account;
import io.vastctl.simulator.market.Market;
import io.vastctl.simulator.market.Notice;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The customer, and what the marketplace tells it. Guarded by the {@link MarketApi} that holds it. */
final class AccountApi {

    /** What a renter can be told of, as in Vast.ai's guide to notifications. */
    private static final List<NoticeType> TYPES = List.of(
            new NoticeType("low_credit", "billing", "Low balance notifications"),
            new NoticeType("outbid", "instances", "Interruptible instance outbid"),
            new NoticeType("price_increase", "instances", "Host raises a price"),
            new NoticeType("instance_stopped", "instances", "Instance stopped"),
            new NoticeType("instance_destroyed", "instances", "Instance destroyed"));

    private final Market market;
    private final AuditLog audit;
    private ObjectNode preferences = JsonNodeFactory.instance.objectNode();

    private record NoticeType(String slug, String topic, String name) {

        String key() {
            return "client:" + slug;
        }
    }

    AccountApi(Market market, AuditLog audit) {
        this.market = market;
        this.audit = audit;
        ObjectNode client = preferences.putObject("client");
        TYPES.forEach(type -> client.putObject(type.slug()).put("email", true).put("webhooks", false));
    }

    void serve(Map<Endpoint, Function<Call, Answer>> table) {
        table.put(Endpoint.USER, call -> user());
        table.put(Endpoint.IP_ADDRESSES, call -> addresses());
        table.put(Endpoint.AUDIT_LOGS, call -> Answer.ok(audit.json()));
        table.put(Endpoint.NOTIFICATION_TYPES, call -> types());
        table.put(Endpoint.NOTIFICATION_PREFS, call -> preferences());
        table.put(
                Endpoint.CHANGE_NOTIFICATION_PREFS,
                call -> call.json().map(this::change).orElseGet(ApiError::badJson));
        table.put(Endpoint.NOTICES, call -> notices());
    }

    static long userId(Market market) {
        return 411_000 + Math.floorMod(market.chance().seed(), 1000L);
    }

    /** Carries a key as the real one does, so that a client which prints all of it shows its mistake. Not yours. */
    private Answer user() {
        Account account = market.account();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", userId(market)).put("email", "somebody@example.com").put("username", "somebody");
        body.put("balance", account.balance()).put("credit", account.credit());
        body.put("total_spend", 0 - account.totalSpent()).put("can_pay", true).put("has_billing", true);
        body.put("email_verified", true).put("balance_threshold", 0.0).put("balance_threshold_enabled", false);
        body.put("autobill_threshold", 0.0).put("autobill_amount", 0.0).put("tfa_status", "disabled");
        body.put("sid", market.chance().hex(32, "session")).put("key_id", 1).putNull("ssh_key");
        return Answer.ok(body.put("api_key", market.chance().hex(64, "account key")));
    }

    private Answer addresses() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        answer.putArray("results")
                .addObject()
                .put("id", 1)
                .put("user_id", userId(market))
                .put("ip_address", "127.0.0.1")
                .put("ip", "127.0.0.1")
                .put("first_seen", market.now().toString())
                .put("first_location", "loopback");
        return Answer.ok(answer);
    }

    private static Answer types() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        ArrayNode rows = answer.putArray("notification_types");
        for (NoticeType type : TYPES) {
            ObjectNode row = rows.addObject().put("key", type.key()).put("slug", type.slug());
            row.put("context", "client").put("topic", type.topic()).put("category", type.topic());
            row.put("display_name", type.name()).put("mandatory_email", false);
            row.putObject("default_preferences").put("email", true).put("webhooks", false);
        }
        return Answer.ok(answer);
    }

    private Answer preferences() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("success", true);
        return Answer.ok(answer.set("notification_preferences", preferences.deepCopy()));
    }

    private Answer change(ObjectNode body) {
        JsonNode wanted = body.path("notification_preferences");
        if (!wanted.isObject()) return ApiError.answer(400, "invalid_args", "notification_preferences is required");
        preferences = wanted.deepCopy();
        return preferences();
    }

    /** What would have gone out by mail or webhook: beside the real API, for tests and rehearsals. */
    private Answer notices() {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (Notice notice : market.notices()) {
            ObjectNode row = rows.addObject()
                    .put("key", notice.key())
                    .put("at", notice.at().toString());
            notice.contractId().ifPresent(id -> row.put("instance", id));
            row.put("text", notice.text());
        }
        return Answer.ok(rows);
    }
}
