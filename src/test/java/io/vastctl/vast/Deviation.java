package io.vastctl.vast;

import static java.util.Arrays.stream;

import java.util.List;
import java.util.Optional;

/**
 * Where we leave the published description on purpose. DOC is the description, CLI what Vast.ai's own
 * client sends, OBS what others saw live.
 */
enum Deviation {
    TRAILING_SLASH("CLI ends every path in a slash; DOC names the same paths without one", "path", "slash"),
    EMPTY_OBJECT_BODY(
            "CLI sends {} where DOC describes no body",
            "body",
            "unknown",
            "DELETE /api/v0/instances/{id}",
            "DELETE /api/v0/ssh/{id}",
            "DELETE /api/v0/instances/{id}/ssh/{ssh_key_id}",
            "PUT /api/v0/instances/reboot/{id}",
            "PUT /api/v0/instances/recycle/{id}"),
    OWNER_ME("CLI asks for one instance with owner=me", "query.owner", "unknown", "GET /api/v0/instances/{id}"),
    CREATE_CLIENT_ID("sent by every client, CLI included", "body.client_id", "unknown", "PUT /api/v0/asks/{id}"),
    ENV_OBJECT("CLI and OBS: an object; a text of flags is not applied", "body.env", "type", "PUT /api/v0/asks/{id}"),
    SEARCH_TYPE_ON_DEMAND(
            "CLI, and DOC's own example, spell it with a dash", "body.type", "enum", "POST /api/v0/bundles"),
    SEARCH_ORDER(
            "DOC puts the length of one [field, direction] pair on the list of pairs",
            "body.order",
            "minItems",
            "POST /api/v0/bundles"),
    SEARCH_GPU_NAME_EQ(
            "DOC's text gives eq as its first example and forgets it in the schema",
            "body.gpu_name.eq",
            "unknown",
            "POST /api/v0/bundles"),
    SEARCH_NUM_GPUS_EQ("the same", "body.num_gpus.eq", "unknown", "POST /api/v0/bundles"),
    SEARCH_GEOLOCATION_NOTIN(
            "DOC's table of operators gives notin with countries and forgets it in the schema",
            "body.geolocation.notin",
            "unknown",
            "POST /api/v0/bundles"),
    OWN_MACHINES("CLI asks for its own machines with owner=me", "query.owner", "unknown", "GET /api/v0/machines"),
    OWN_MACHINES_USER(
            "CLI sends no user_id, which the description requires",
            "query.user_id",
            "required",
            "GET /api/v0/machines"),
    PENDING_INCREASES("CLI only", "path", "unknown", "GET /api/v0/instances/pending-price-increases"),
    ACCEPT_INCREASE("CLI only", "path", "unknown", "PUT /api/v0/instances/accept-price-increase"),
    REJECT_INCREASE("CLI only", "path", "unknown", "PUT /api/v0/instances/reject-price-increase"),
    AUDIT_LOGS("CLI only", "path", "unknown", "GET /api/v0/audit_logs");

    private final String reason;
    private final String where;
    private final String rule;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> operations;

    /** @param operations those it is limited to; none for all */
    Deviation(String reason, String where, String rule, String... operations) {
        this.reason = reason;
        this.where = where;
        this.rule = rule;
        this.operations = List.of(operations);
    }

    static Optional<Deviation> of(Finding finding) {
        return stream(values()).filter(known -> known.covers(finding)).findFirst();
    }

    String reason() {
        return reason;
    }

    private boolean covers(Finding finding) {
        return finding.where().equals(where)
                && finding.rule().equals(rule)
                && (operations.isEmpty() || operations.contains(finding.operation()));
    }
}
