package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.workload.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterCatalogTest {

    private static final String SERVICE = "META-INF/services/" + ReadinessAdapter.class.getName();

    @TempDir
    Path folder;

    @Test
    void findsTheAdaptersThatAreShipped() {
        AdapterCatalog catalog = AdapterCatalog.load(getClass().getClassLoader(), List.of());

        assertThat(catalog.ids()).contains("vllm");
        assertThat(catalog.find("vllm")).isPresent();
        assertThat(catalog.find("unheard-of")).isEmpty();
        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void brokenAndDuplicateAdaptersAreNamedAndLeaveTheOthersUsable() throws IOException {
        AdapterCatalog catalog = AdapterCatalog.load(
                providing(Broken.class, Good.class, Duplicate.class, Nameless.class, Thrower.class), List.of());

        assertThat(catalog.ids()).contains("good", "vllm");
        assertThat(catalog.find("good")).containsInstanceOf(Good.class);
        assertThat(catalog.problems()).hasSize(4);
        assertThat(catalog.problems())
                .anySatisfy(problem -> assertThat(problem).contains("Broken").contains("missing library"));
        assertThat(catalog.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith(Duplicate.class.getName())
                        .endsWith(Good.class.getName()));
        assertThat(catalog.problems()).anySatisfy(problem -> assertThat(problem).startsWith(Nameless.class.getName()));
        assertThat(catalog.problems()).anySatisfy(problem -> assertThat(problem).startsWith(Thrower.class.getName()));
    }

    @Test
    void aClassThatDoesNotExistIsAProblemAndNoMore() throws IOException {
        Path services = folder.resolve(SERVICE);
        Files.createDirectories(services.getParent());
        Files.writeString(services, "com.example.Gone\n" + Good.class.getName() + "\n");

        AdapterCatalog catalog = AdapterCatalog.load(over(folder), List.of());

        assertThat(catalog.ids()).contains("good");
        assertThat(catalog.problems()).singleElement().asString().contains("com.example.Gone");
    }

    @Test
    void readsPluginJarsAndReportsThoseItCannotRead() throws IOException {
        Path good = jar("good.jar", Good.class.getName());
        Path torn = Files.writeString(folder.resolve("torn.jar"), "no archive");
        Path absent = folder.resolve("absent.jar");

        AdapterCatalog catalog = AdapterCatalog.load(getClass().getClassLoader(), List.of(torn, absent, good));

        assertThat(catalog.ids()).contains("good", "vllm");
        assertThat(catalog.problems()).hasSize(2);
        assertThat(catalog.problems().get(0)).startsWith(torn.toString());
        assertThat(catalog.problems().get(1)).startsWith(absent.toString());
    }

    private Path jar(String name, String provider) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write(provider.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private ClassLoader providing(Class<?>... providers) throws IOException {
        Path services = folder.resolve(SERVICE);
        Files.createDirectories(services.getParent());
        StringBuilder names = new StringBuilder();
        for (Class<?> provider : providers) names.append(provider.getName()).append('\n');
        Files.writeString(services, names);
        return over(folder);
    }

    private ClassLoader over(Path classPath) throws IOException {
        return new URLClassLoader(
                new URL[] {classPath.toUri().toURL()}, getClass().getClassLoader());
    }

    /** Works. */
    public static class Good implements ReadinessAdapter {
        @Override
        public String id() {
            return "good";
        }

        @Override
        public Duration startupWindow() {
            return Duration.ofMinutes(1);
        }

        @Override
        public List<Probe> probes(Workload workload) {
            return List.of();
        }

        @Override
        public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {
            return new Assessment.Ready();
        }
    }

    /** Has an id that is taken. */
    public static final class Duplicate extends Good {}

    /** Has an id that no workload could name. */
    public static final class Nameless extends Good {
        @Override
        public String id() {
            return "Not a word";
        }
    }

    /** Cannot even tell its id. */
    public static final class Thrower extends Good {
        @Override
        public String id() {
            throw new NoClassDefFoundError("com/example/Missing");
        }
    }

    /** Cannot be made. */
    public static final class Broken extends Good {
        public Broken() {
            throw new IllegalStateException("missing library");
        }
    }
}
