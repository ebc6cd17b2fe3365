package io.vastctl.readiness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles plug-ins and packs them into JARs, as their authors do. */
public final class PluginSource {

    private static final String SERVICE = "META-INF/services/" + ReadinessAdapter.class.getName();

    private PluginSource() {}

    /**
     * An adapter of one class.
     *
     * @param members its fields and methods beside those that every adapter has; one of the same name wins.
     *     {@code hang()} never returns, whoever interrupts it
     */
    public static Path jar(Path folder, String id, String members) {
        StringBuilder all = new StringBuilder(members);
        all.append("static void hang() { CountDownLatch l = new CountDownLatch(1);"
                + " while (l.getCount() > 0) try { l.await(); } catch (InterruptedException e) { continue; } }\n");
        if (!members.contains(" id()")) all.append("public String id() { return \"" + id + "\"; }\n");
        if (!members.contains("startupWindow("))
            all.append("public Duration startupWindow() { return Duration.ofMinutes(5); }\n");
        if (!members.contains("startScript("))
            all.append("public String startScript(Workload w) { return \"serve\"; }\n");
        if (!members.contains("probes("))
            all.append("public List<Probe> probes(Workload w) {"
                    + " return List.of(Probe.run(\"stage\", \"cat /stage\", Duration.ofSeconds(5))); }\n");
        if (!members.contains("assess("))
            all.append("public Assessment assess(ProbeReport now, Optional<ProbeReport> before) {"
                    + " return new Assessment.Ready(); }\n");
        String source = """
                package plugged;
                import io.vastctl.readiness.*;
                import io.vastctl.workload.Workload;
                import java.time.Duration;
                import java.util.*;
                import java.util.concurrent.CountDownLatch;
                public final class Adapter implements ReadinessAdapter {
                """ + all + "}\n";
        try {
            Path sources = Files.createTempDirectory(folder, "source");
            Files.createDirectories(sources.resolve("plugged"));
            Files.writeString(sources.resolve("plugged/Adapter.java"), source);
            Path resources = Files.createTempDirectory(folder, "resources");
            service(resources, "plugged.Adapter");
            return pack(compile(sources, folder), resources, folder.resolve(id + ".jar"), "1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file that names the adapters. */
    static void service(Path resources, String names) throws IOException {
        Path file = resources.resolve(SERVICE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, names);
    }

    /** Compiles a folder of sources against vastctl as it stands on the class path. */
    public static Path compile(Path sources, Path folder) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        List<Path> files;
        try (Stream<Path> found = Files.walk(sources)) {
            files = found.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "--release",
                "17",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                "-proc:none");
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean good = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!good) throw new AssertionError("the plug-in does not compile:\n" + said);
        }
        return classes;
    }

    /** Packs classes and resources. */
    public static Path pack(Path classes, Path resources, Path jar, String apiVersion) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(ReadinessAdapter.API_ATTRIBUTE, apiVersion);
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest)) {
            for (Path root : List.of(classes, resources)) {
                List<Path> files = new ArrayList<>();
                try (Stream<Path> found = Files.walk(root)) {
                    found.filter(Files::isRegularFile).forEach(files::add);
                }
                for (Path file : files) {
                    packed.putNextEntry(new JarEntry(root.relativize(file).toString()));
                    packed.write(Files.readAllBytes(file));
                }
            }
        }
        return jar;
    }
}
