package io.vastctl.simulator.api;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The endpoints: the least number of seconds between two calls, the permission, and the routes. In a route
 * {@code N} stands for a number, and in {@code users/N} also for {@code me}. The real paths end in a slash;
 * both forms are answered. Intervals are those that Vast.ai documents.
 */
enum Endpoint {
    SEARCH(
            0,
            Scope.MISC,
            "POST /api/v0/bundles",
            "GET /api/v0/bundles",
            "PUT /api/v0/search/asks",
            "GET /api/v0/search/asks"),
    /** The official client asks for these two when it starts, without a key. */
    GPU_TYPES(0, Scope.OPEN, "GET /api/v0/gpu_types"),
    GPU_NAMES(0, Scope.OPEN, "GET /api/v0/gpu_names/unique"),
    GPU_METRICS(0.2, Scope.MISC, "GET /api/v0/metrics/gpu/current"),
    REPORTS(1.2, Scope.MISC, "GET /api/v0/machines/N/reports"),
    MACHINES(1.0, Scope.MACHINE_READ, "GET /api/v0/machines"),
    MIN_BID(1.5, Scope.MACHINE_WRITE, "PUT /api/v0/machines/N/minbid"),

    CREATE(4.5, Scope.INSTANCE_WRITE, "PUT /api/v0/asks/N", "POST /api/v0/asks/N"),
    CREATE_BULK(4.5, Scope.INSTANCE_WRITE, "POST /api/v0/asks/bulk"),
    LAUNCH(5.0, Scope.INSTANCE_WRITE, "PUT /api/v0/launch_instance"),

    SHOW(2.0, Scope.INSTANCE_READ, "GET /api/v0/instances/N"),
    LIST(1.0, Scope.INSTANCE_READ, "GET /api/v1/instances"),
    LIST_OLD(1.0, Scope.INSTANCE_READ, "GET /api/v0/instances"),
    LIST_FILTERS(1.0, Scope.INSTANCE_READ, "GET /api/v0/instances/filters"),

    MANAGE(1.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/N"),
    MANAGE_BULK(1.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances"),
    START_BULK(2.0, Scope.INSTANCE_WRITE, "POST /api/v0/instances/start"),
    REBOOT(1.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/reboot/N"),
    RECYCLE(1.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/recycle/N"),
    UPDATE(1.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/update_template/N"),
    DESTROY(3.0, Scope.INSTANCE_WRITE, "DELETE /api/v0/instances/N"),
    DESTROY_BULK(3.0, Scope.INSTANCE_WRITE, "DELETE /api/v0/instances"),

    BID(5.5, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/bid_price/N"),
    PREPAY(2.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/prepay/N"),
    DEPOSIT(3.0, Scope.BILLING_READ, "GET /api/v0/instances/balance/N"),
    INCREASES(1.0, Scope.INSTANCE_READ, "GET /api/v0/instances/pending-price-increases"),
    ACCEPT_INCREASE(1.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/accept-price-increase"),
    REJECT_INCREASE(1.0, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/reject-price-increase"),

    LOGS(1.0, Scope.INSTANCE_READ, "PUT /api/v0/instances/request_logs/N"),
    EXECUTE(1.5, Scope.INSTANCE_WRITE, "PUT /api/v0/instances/command/N"),

    ATTACH_SSH(1.0, Scope.INSTANCE_WRITE, "POST /api/v0/instances/N/ssh"),
    INSTANCE_SSH(1.0, Scope.INSTANCE_READ, "GET /api/v0/instances/N/ssh"),
    DETACH_SSH(2.0, Scope.INSTANCE_WRITE, "DELETE /api/v0/instances/N/ssh/N"),
    SSH_KEYS(1.0, Scope.USER_READ, "GET /api/v0/ssh"),
    ADD_SSH_KEY(1.0, Scope.USER_WRITE, "POST /api/v0/ssh"),
    CHANGE_SSH_KEY(1.0, Scope.USER_WRITE, "PUT /api/v0/ssh/N"),
    DELETE_SSH_KEY(1.0, Scope.USER_WRITE, "DELETE /api/v0/ssh/N"),

    USER(1.0, Scope.USER_READ, "GET /api/v0/users/current"),
    IP_ADDRESSES(2.9, Scope.USER_READ, "GET /api/v0/users/N/ipaddrs"),
    AUDIT_LOGS(1.0, Scope.USER_READ, "GET /api/v0/audit_logs"),
    NOTIFICATION_TYPES(1.0, Scope.USER_READ, "GET /api/v0/notification-types"),
    NOTIFICATION_PREFS(1.0, Scope.USER_READ, "GET /api/v0/users/N/notification-prefs"),
    CHANGE_NOTIFICATION_PREFS(1.0, Scope.USER_WRITE, "PUT /api/v0/users/N/notification-prefs"),
    SECRETS(5.0, Scope.USER_READ, "GET /api/v0/secrets"),
    ADD_SECRET(3.0, Scope.USER_WRITE, "POST /api/v0/secrets"),
    CHANGE_SECRET(3.0, Scope.USER_WRITE, "PUT /api/v0/secrets"),
    DELETE_SECRET(3.0, Scope.USER_WRITE, "DELETE /api/v0/secrets"),
    CHARGES(1.0, Scope.BILLING_READ, "GET /api/v0/charges"),
    INVOICES(3.0, Scope.BILLING_READ, "GET /api/v1/invoices"),
    INVOICES_OLD(3.0, Scope.BILLING_READ, "GET /api/v0/users/N/invoices"),

    TRUTH(0, Scope.OPEN, "GET /simulator/truth"),
    /** What the account would have got by mail and webhook. */
    NOTICES(0, Scope.OPEN, "GET /simulator/notices"),
    LOG_TEXT(0, Scope.OPEN),
    OTHER(0, Scope.MISC);

    private static final Map<String, Endpoint> ROUTES = routesOfAll();

    private final double seconds;
    private final Scope scope;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> routes;

    Endpoint(double seconds, Scope scope, String... routes) {
        this.seconds = seconds;
        this.scope = scope;
        this.routes = List.of(routes);
    }

    double seconds() {
        return seconds;
    }

    Scope scope() {
        return scope;
    }

    /** Method and path of each, with {@code N} for numbers and no slash at the end. */
    List<String> routes() {
        return routes;
    }

    /** Whether a key is asked for, and the edge stands before it. */
    boolean guarded() {
        return scope != Scope.OPEN;
    }

    /** The word in the truth's count of requests. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The endpoint of a path, by the real server's routes. */
    static Endpoint of(String method, String path) {
        String route = path.replaceAll("/+$", "")
                .replaceAll("/\\d+(?=/|$)", "/N")
                .replaceFirst("^/api/v0/users/me(?=/)", "/api/v0/users/N");
        if (route.startsWith("/simulator/logs/") && method.equals("GET")) return LOG_TEXT;
        return ROUTES.getOrDefault(method + " " + route, OTHER);
    }

    private static Map<String, Endpoint> routesOfAll() {
        Map<String, Endpoint> all = new HashMap<>();
        Arrays.stream(values()).forEach(endpoint -> endpoint.routes.forEach(route -> all.put(route, endpoint)));
        return all;
    }
}
