package io.vastctl.readiness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** One JAR of the plug-ins folder: opened, checked, and asked for its adapters. */
final class PluginJar {

    private static final String SERVICE = "META-INF/services/" + ReadinessAdapter.class.getName();

    /** A provider file that never ends must not hang the tool. */
    private static final int MOST_PROVIDERS = 100;

    private final Path jar;
    private final ClassLoader vastctl;
    private final TimeLimit loading;
    private final TimeLimit limit;
    private final Consumer<String> problems;

    /** @param problems hears one line for each thing that is wrong, without the file's name */
    PluginJar(Path jar, ClassLoader vastctl, TimeLimit loading, TimeLimit limit, Consumer<String> problems) {
        this.jar = jar;
        this.vastctl = vastctl;
        this.loading = loading;
        this.limit = limit;
        this.problems = line -> problems.accept(jar + ": " + line);
    }

    /** Hands over each usable adapter. Never throws for what is wrong with the JAR. */
    void adapters(Consumer<GuardedAdapter> found) {
        try {
            if (!isSound()) return;
            // Stays open as long as the tool runs: adapters load their classes when they are first used.
            collect(new PluginLoader(jar, vastctl), found);
        } catch (IOException e) {
            problems.accept("not a readable JAR: " + e.getMessage());
        }
    }

    private boolean isSound() throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            if (file.getEntry(SERVICE) == null) {
                problems.accept("names no adapter: it lacks " + SERVICE);
                return false;
            }
            String version = version(file.getManifest());
            if (version.equals(String.valueOf(ReadinessAdapter.API_VERSION))) return true;
            problems.accept("is built for version " + version + " of the adapter contract; this vastctl has version "
                    + ReadinessAdapter.API_VERSION);
            return false;
        }
    }

    /** A JAR that does not say is taken at its word that it fits. */
    private static String version(@Nullable Manifest manifest) {
        String said = manifest == null ? null : manifest.getMainAttributes().getValue(ReadinessAdapter.API_ATTRIBUTE);
        return said == null ? String.valueOf(ReadinessAdapter.API_VERSION) : said.strip();
    }

    private void collect(PluginLoader loader, Consumer<GuardedAdapter> found) {
        Iterator<ReadinessAdapter> providers =
                ServiceLoader.load(ReadinessAdapter.class, loader).iterator();
        for (int i = 0; i < MOST_PROVIDERS; i++) {
            try {
                // Both read and run the plug-in's code: its static blocks and its constructor.
                if (!loading.call("loading it", loader, providers::hasNext)) return;
                ReadinessAdapter made = loading.call("making its adapter", loader, providers::next);
                found.accept(new GuardedAdapter(made, String.valueOf(jar.getFileName()), loading, limit));
            } catch (AdapterFault fault) {
                problems.accept(describe(fault));
                // One that hangs may hold the loader's lock: the rest of this JAR would hang too.
                if (fault.getCause() instanceof TimeoutException) return;
            }
        }
    }

    private static String describe(AdapterFault fault) {
        if (!(fault.getCause() instanceof ServiceConfigurationError error)) return String.valueOf(fault.getMessage());
        String message = String.valueOf(error.getMessage()).replace(ReadinessAdapter.class.getName() + ": ", "");
        return error.getCause() == null ? message : message + ": " + TimeLimit.words(error.getCause());
    }
}
