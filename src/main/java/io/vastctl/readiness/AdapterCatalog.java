package io.vastctl.readiness;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * The readiness adapters on the class path and in plug-in JARs, each JAR with a class loader of its own and its
 * adapters behind time limits. An adapter that cannot be used is a line in {@link #problems()} and leaves the
 * others usable.
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
        return load(classPath, pluginJars, TimeLimit.OF_ADAPTERS, TimeLimit.OF_ADAPTERS);
    }

    /**
     * The same with another limit for each call of a plug-in's method once it is loaded.
     *
     * @param limit real time
     */
    public static AdapterCatalog load(ClassLoader classPath, List<Path> pluginJars, Duration limit) {
        return load(classPath, pluginJars, TimeLimit.OF_ADAPTERS, new TimeLimit(limit));
    }

    static AdapterCatalog load(ClassLoader classPath, List<Path> pluginJars, TimeLimit loading, TimeLimit limit) {
        AdapterCatalog catalog = new AdapterCatalog();
        catalog.collect(ServiceLoader.load(ReadinessAdapter.class, classPath).iterator());
        for (Path jar : pluginJars)
            new PluginJar(jar, classPath, loading, limit, catalog.problems::add).adapters(catalog::addPlugin);
        return catalog;
    }

    /**
     * The same with every JAR of a folder, by name.
     *
     * @param folder may be missing; one that cannot be read is a problem, not an error
     */
    public static AdapterCatalog ofFolder(ClassLoader classPath, Path folder) {
        if (!Files.exists(folder)) return load(classPath, List.of());
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException | DirectoryIteratorException e) {
            AdapterCatalog catalog = load(classPath, List.of());
            catalog.problems.add(folder + ": the plug-ins folder cannot be listed ("
                    + e.getClass().getSimpleName() + "): make it a folder that you may read");
            return catalog;
        }
        jars.sort(null);
        return load(classPath, jars);
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

    private void collect(Iterator<ReadinessAdapter> found) {
        for (int i = 0; i < MOST_PROVIDERS; i++) {
            try {
                if (!found.hasNext()) return;
                add(found.next());
            } catch (ServiceConfigurationError e) {
                problems.add(describe(e));
            } catch (LinkageError | RuntimeException e) {
                problems.add("an adapter on the class path: " + TimeLimit.words(e));
            }
        }
    }

    private void addPlugin(GuardedAdapter adapter) {
        add(adapter, adapter.name());
    }

    private void add(ReadinessAdapter adapter) {
        add(adapter, adapter.getClass().getName());
    }

    private void add(ReadinessAdapter adapter, String name) {
        try {
            String id = adapter.id();
            if (id == null || !id.matches("[a-z0-9][a-z0-9._-]*")) {
                problems.add(name + ": its id is not a lower-case word: " + id);
                return;
            }
            ReadinessAdapter earlier = adapters.putIfAbsent(id, adapter);
            if (earlier != null) {
                problems.add(name + ": the id " + id + " already belongs to " + nameOf(earlier));
            }
        } catch (RuntimeException | LinkageError e) {
            problems.add(name + ": cannot tell its id: " + e);
        }
    }

    private static String nameOf(ReadinessAdapter adapter) {
        return adapter instanceof GuardedAdapter guarded
                ? guarded.name()
                : adapter.getClass().getName();
    }

    private static String describe(ServiceConfigurationError error) {
        String message = String.valueOf(error.getMessage()).replace(ReadinessAdapter.class.getName() + ": ", "");
        return error.getCause() == null ? message : message + ": " + error.getCause();
    }
}
