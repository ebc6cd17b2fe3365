package io.vastctl.start;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the script in front of the JAR told this process; {@code java -jar} tells nothing.
 *
 * @param jar the file that was started, absolute
 * @param folder where the class archive of this build, this Java and this file is kept; empty if that is switched off,
 *     or there is no home
 * @param named whether the operator named that folder, so that nothing is made there unasked
 */
public record Launch(Path jar, Optional<Path> folder, boolean named) {

    /** Reads {@code vastctl.self}, {@code vastctl.archive} and {@code vastctl.archive.kept}. */
    public static Optional<Launch> of(Properties properties) {
        String self = properties.getProperty("vastctl.self", "");
        String folder = properties.getProperty("vastctl.archive", "");
        if (self.isEmpty()) return Optional.empty();
        return Optional.of(new Launch(
                Path.of(self),
                folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)),
                properties.getProperty("vastctl.archive.kept", "").equals("named")));
    }

    /** vastctl's part of the cache, {@code ~/.cache/vastctl}; empty without a home. */
    public static Optional<Path> cache(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        if (cache.startsWith("/")) return Optional.of(Path.of(cache, "vastctl"));
        return home.startsWith("/") ? Optional.of(Path.of(home, ".cache", "vastctl")) : Optional.empty();
    }
}
