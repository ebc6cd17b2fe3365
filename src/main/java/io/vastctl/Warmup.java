package io.vastctl;

import io.vastctl.endpoint.PlainHttp;
import io.vastctl.memory.SqliteLibrary;
import io.vastctl.start.Launch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads what a command is going to need while the main thread still reads its arguments, on a second processor: SQLite,
 * and the client with its certificates. Only loads: nothing is connected or asked.
 */
final class Warmup {

    private static final Set<String> ASK_THE_API =
            Set.of("test", "up", "down", "instances", "reap", "renew", "tunnel", "offers", "doctor", "guardian");
    private static final Set<String> READ_THE_DATABASE = Set.of("bad-hosts", "hosts", "runs", "config");

    private Warmup() {}

    /** Begins it for the command that is named, and returns at once. */
    static void begin(String[] args, Map<String, String> environment) {
        List<String> words = Arrays.asList(args);
        if (words.isEmpty() || words.contains("--help") || words.contains("-h")) return;
        boolean http = ASK_THE_API.contains(args[0]);
        if (!http && !READ_THE_DATABASE.contains(args[0])) return;
        Thread thread = new Thread(() -> load(environment, http), "vastctl-warmup");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load(Map<String, String> environment, boolean http) {
        Launch.cache(environment).ifPresent(cache -> SqliteLibrary.load(cache.resolve("sqlite")));
        if (http) PlainHttp.load();
    }
}
