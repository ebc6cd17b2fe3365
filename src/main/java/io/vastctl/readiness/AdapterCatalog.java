package io.vastctl.readiness;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;

/**
 * The readiness adapters on the class path and in plug-in JARs. An adapter that cannot be used is a
 * line in {@link #problems()} and leaves the others usable.
 */
public final class AdapterCatalog {

    /** A provider file that never ends must not hang the tool. */
    private static final int MOST_PROVIDERS = 1000;

    private final Map<String, ReadinessAdapter> adapters = new TreeMap<>();
    private final Set<String> problems = new LinkedHashSet<>();

    private AdapterCatalog() {}

    /**
     * Finds adapters. On equal ids the class path wins, then the earlier JAR.
     *
     * @param pluginJars each is read in the order given; a missing or broken one is a problem, not an error
     */
    public static AdapterCatalog load(ClassLoader classPath, List<Path> pluginJars) {
        AdapterCatalog catalog = new AdapterCatalog();
        List<URL> jars = catalog.readable(pluginJars);
        // Stays open as long as the tool runs: adapters load their classes when they are first used.
        ClassLoader loader = jars.isEmpty() ? classPath : new URLClassLoader(jars.toArray(URL[]::new), classPath);
        catalog.collect(ServiceLoader.load(ReadinessAdapter.class, loader).iterator());
        return catalog;
    }

    /** Exactly these, for a program that brings its own. */
    public static AdapterCatalog of(ReadinessAdapter... adapters) {
        AdapterCatalog catalog = new AdapterCatalog();
        for (ReadinessAdapter adapter : adapters) catalog.add(adapter);
        return catalog;
    }

    public Optional<ReadinessAdapter> find(String id) {
        return Optional.ofNullable(adapters.get(id));
    }

    /** The ids of all usable adapters, sorted. */
    public List<String> ids() {
        return List.copyOf(adapters.keySet());
    }

    /** One line for each adapter or JAR that cannot be used, naming the class or the file. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private List<URL> readable(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            try {
                new JarFile(jar.toFile()).close();
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                problems.add(jar + ": " + e.getMessage());
            } catch (IOException e) {
                problems.add(jar + ": not a readable JAR: " + e.getMessage());
            }
        }
        return urls;
    }

    private void collect(Iterator<ReadinessAdapter> found) {
        for (int i = 0; i < MOST_PROVIDERS; i++) {
            try {
                if (!found.hasNext()) return;
                add(found.next());
            } catch (ServiceConfigurationError e) {
                problems.add(describe(e));
            }
        }
    }

    private void add(ReadinessAdapter adapter) {
        String name = adapter.getClass().getName();
        try {
            String id = adapter.id();
            if (id == null || !id.matches("[a-z0-9][a-z0-9._-]*")) {
                problems.add(name + ": its id is not a lower-case word: " + id);
                return;
            }
            ReadinessAdapter earlier = adapters.putIfAbsent(id, adapter);
            if (earlier != null) {
                problems.add(name + ": the id " + id + " already belongs to "
                        + earlier.getClass().getName());
            }
        } catch (RuntimeException | LinkageError e) {
            problems.add(name + ": cannot tell its id: " + e);
        }
    }

    private static String describe(ServiceConfigurationError error) {
        String message = String.valueOf(error.getMessage()).replace(ReadinessAdapter.class.getName() + ": ", "");
        return error.getCause() == null ? message : message + ": " + error.getCause();
    }
}
