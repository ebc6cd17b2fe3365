package io.vastctl;

import io.vastctl.memory.SqliteLibrary;
import io.vastctl.start.Launch;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Loads what a command is going to need while the main thread still reads its arguments, on a second processor: SQLite,
 * and the certificates that the JDK trusts. Only loads: nothing is connected or asked. The HTTP library itself is not
 * touched, because two threads that initialise classes with cycles among them can wait for each other for ever.
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
        if (http) loadCertificates();
    }

    private static void loadCertificates() {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init((KeyStore) null);
            SSLContext.getInstance("TLS").init(null, trusted.getTrustManagers(), null);
        } catch (GeneralSecurityException e) {
            // The first request tells, with an address.
            return;
        }
    }
}
