package io.vastctl.simulator.api;

import java.util.Locale;

/** The endpoints, each with the least number of seconds between two calls. */
enum Endpoint {
    SEARCH(0),
    CREATE(4.5),
    SHOW(2.0),
    LIST(1.0),
    LIST_OLD(1.0),
    DESTROY(3.0),
    LOGS(1.0),
    LOG_TEXT(0),
    ATTACH_SSH(1.0),
    USER(1.0),
    TRUTH(0),
    OTHER(0);

    private final double seconds;

    Endpoint(double seconds) {
        this.seconds = seconds;
    }

    double seconds() {
        return seconds;
    }

    /** Whether a key is asked for, and the edge stands before it. */
    boolean guarded() {
        return this != TRUTH && this != LOG_TEXT;
    }

    /** The word in the truth's count of requests. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The endpoint of a path, by the real server's routes. */
    static Endpoint of(String method, String path) {
        String route = method + " " + path.replaceAll("/\\d+(?=/|$)", "/N").replaceAll("/+$", "");
        return switch (route) {
            case "POST /api/v0/bundles", "GET /api/v0/bundles", "PUT /api/v0/search/asks" -> SEARCH;
            case "PUT /api/v0/asks/N" -> CREATE;
            case "GET /api/v0/instances/N" -> SHOW;
            case "DELETE /api/v0/instances/N" -> DESTROY;
            case "GET /api/v1/instances" -> LIST;
            case "GET /api/v0/instances" -> LIST_OLD;
            case "PUT /api/v0/instances/request_logs/N" -> LOGS;
            case "POST /api/v0/instances/N/ssh" -> ATTACH_SSH;
            case "GET /api/v0/users/current" -> USER;
            case "GET /simulator/truth" -> TRUTH;
            default -> route.startsWith("GET /simulator/logs/") ? LOG_TEXT : OTHER;
        };
    }
}
