package io.vastctl.readiness;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one plug-in JAR. Of vastctl it shows the public contract alone, so that a plug-in neither
 * meets vastctl's libraries nor those of another plug-in.
 */
final class PluginLoader extends URLClassLoader {

    /** The public contract, and what its signatures name. */
    private static final List<String> SHOWN = List.of(
            "io.vastctl.readiness.", "io.vastctl.workload.", "io.vastctl.outcome.", "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    PluginLoader(Path jar, ClassLoader vastctl) throws MalformedURLException {
        super("plugin " + jar.getFileName(), new URL[] {jar.toUri().toURL()}, new Window(vastctl));
    }

    /** The JDK, and the contract's packages; no resources, or a plug-in would find vastctl's own service files. */
    private static final class Window extends ClassLoader {

        private final ClassLoader vastctl;

        Window(ClassLoader vastctl) {
            super(ClassLoader.getPlatformClassLoader());
            this.vastctl = vastctl;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHOWN.stream().anyMatch(name::startsWith)) return vastctl.loadClass(name);
            throw new ClassNotFoundException(name + " (a plug-in sees the JDK and vastctl's readiness, workload and"
                    + " outcome; what else it needs belongs into its JAR)");
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.endsWith(".class") ? super.getResource(name) : null;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return Collections.emptyEnumeration();
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return null;
        }
    }
}
