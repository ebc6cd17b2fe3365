package io.vastctl.vast;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reports, audit log and notification settings over HTTP. */
final class RestAccountNews implements AccountNews {

    private static final List<String> INSTANCE_NAMES = List.of("instance_id", "contract_id");

    private final VastHttp http;

    RestAccountNews(VastHttp http) {
        this.http = http;
    }

    @Override
    public List<MachineReport> machineReports(long machineId) throws InterruptedException {
        JsonNode answer = get(CallKind.REPORTS, "api/v0/machines/" + machineId + "/reports/");
        return rows(
                CallKind.REPORTS,
                answer,
                row -> Optional.of(new MachineReport(
                        Json.text(row.path("problem")).orElse(""),
                        Json.text(row.path("message")).orElse(""),
                        Json.instant(row.path("created_at")))));
    }

    /** An entry without a route tells nothing and is left out. */
    @Override
    public List<AuditEntry> auditLog() throws InterruptedException {
        return rows(
                CallKind.AUDIT_LOG,
                get(CallKind.AUDIT_LOG, "api/v0/audit_logs/"),
                row -> Json.text(row.path("api_route"))
                        .map(route -> new AuditEntry(Json.instant(row.path("created_at")), route, instanceId(row))));
    }

    @Override
    public List<NotificationType> notificationTypes() throws InterruptedException {
        CallKind kind = CallKind.NOTIFICATION_TYPES;
        JsonNode types = get(kind, "api/v0/notification-types/").path("notification_types");
        return rows(
                kind,
                types,
                row -> Json.text(row.path("key"))
                        .map(key -> new NotificationType(
                                key,
                                Json.text(row.path("display_name")).orElse(key),
                                switchedOn(row.path("default_preferences")))));
    }

    @Override
    public Map<String, Set<String>> notificationSettings(long userId) throws InterruptedException {
        CallKind kind = CallKind.NOTIFICATION_SETTINGS;
        JsonNode contexts =
                get(kind, "api/v0/users/" + userId + "/notification-prefs/").path("notification_preferences");
        if (!contexts.isObject()) throw http.unusable(kind, "no settings in the answer");
        Map<String, Set<String>> settings = new TreeMap<>();
        for (Map.Entry<String, JsonNode> context : contexts.properties()) {
            for (Map.Entry<String, JsonNode> type : context.getValue().properties()) {
                settings.put(context.getKey() + ":" + type.getKey(), switchedOn(type.getValue()));
            }
        }
        return settings;
    }

    private JsonNode get(CallKind kind, String path) throws InterruptedException {
        return http.json(kind, http.get(http.url(path)));
    }

    private <T> List<T> rows(CallKind kind, JsonNode array, Function<JsonNode, Optional<T>> reading) {
        if (!array.isArray()) throw http.unusable(kind, "no list in the answer");
        List<T> rows = new ArrayList<>();
        for (JsonNode row : array) {
            if (!row.isObject()) throw http.unusable(kind, "a row that is no object");
            reading.apply(row).ifPresent(rows::add);
        }
        return List.copyOf(rows);
    }

    /** The arguments come as an object, or as a text that holds one. */
    private static OptionalLong instanceId(JsonNode row) {
        JsonNode given = row.path("args");
        JsonNode args = given.isTextual()
                ? Json.tree(given.textValue().getBytes(StandardCharsets.UTF_8)).orElse(given)
                : given;
        return INSTANCE_NAMES.stream()
                .map(name -> Json.wholeNumber(args.path(name)))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private static Set<String> switchedOn(JsonNode channels) {
        Set<String> on = new TreeSet<>();
        for (Map.Entry<String, JsonNode> channel : channels.properties()) {
            if (channel.getValue().asBoolean()) on.add(channel.getKey());
        }
        return on;
    }
}
