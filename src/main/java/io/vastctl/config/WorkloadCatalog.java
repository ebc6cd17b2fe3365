package io.vastctl.config;

import io.vastctl.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The workloads that can be run: the built-in ones, the operator's files, and any file named by its
 * path. A file of the operator takes the place of a built-in workload of the same name.
 */
public final class WorkloadCatalog {

    private static final String BUILT_IN_SOURCE = "built-in";
    private static final List<String> BUILT_IN =
            List.of("tinyllama", "qwen-vl", "sglang", "llama-server", "ollama", "whisper");

    private final Path folder;

    /** @param folder with the operator's {@code *.yaml}; may be missing */
    public WorkloadCatalog(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds what to run.
     *
     * @param nameOrFile a path if it holds a slash or ends in {@code .yaml} or {@code .yml}
     * @throws BadSettingException if there is no such workload, or its file has errors
     */
    public Workload find(String nameOrFile) {
        CatalogEntry entry = looksLikeFile(nameOrFile) ? read(Path.of(nameOrFile)) : byName(nameOrFile);
        return entry.workload()
                .orElseThrow(() -> BadSettingException.of(
                        entry.problems().stream().filter(Problem::isError).toList()));
    }

    private CatalogEntry byName(String name) {
        Map<String, CatalogEntry> entries = byName();
        CatalogEntry entry = entries.get(name);
        if (entry != null) return entry;
        throw new BadSettingException("unknown workload " + name + Suggestion.didYouMean(name, entries.keySet())
                + "; known: " + String.join(", ", entries.keySet()) + "; a file needs a slash or .yaml in its name");
    }

    /** Every workload that can be named, broken files included, sorted by name. */
    public Collection<CatalogEntry> list() {
        return List.copyOf(byName().values());
    }

    /**
     * Everything wrong with a file, warnings included; none if it is good.
     *
     * @throws BadSettingException if the file cannot be read at all
     */
    public List<Problem> check(Path file) {
        return read(file).problems();
    }

    private Map<String, CatalogEntry> byName() {
        Map<String, CatalogEntry> entries = new TreeMap<>();
        for (String name : BUILT_IN) entries.put(name, builtIn(name));
        for (Path file : userFiles()) {
            CatalogEntry entry = readOrProblem(file);
            entries.merge(entry.name(), entry, WorkloadCatalog::laterOf);
        }
        return entries;
    }

    /** One bad file must not hide the other workloads. */
    private static CatalogEntry readOrProblem(Path file) {
        try {
            return read(file);
        } catch (BadSettingException e) {
            return unusable(stem(file), file.toString(), "cannot be read as a workload");
        }
    }

    private static CatalogEntry laterOf(CatalogEntry earlier, CatalogEntry later) {
        if (earlier.source().equals(BUILT_IN_SOURCE)) return later;
        return unusable(
                later.name(), later.source(), "the workload " + later.name() + " is also in " + earlier.source());
    }

    private static CatalogEntry unusable(String name, String file, String message) {
        Problem problem = new Problem(file, 0, Problem.Severity.ERROR, message);
        return new CatalogEntry(name, file, Optional.empty(), List.of(problem));
    }

    private List<Path> userFiles() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isYaml(file.toString())).sorted().toList();
        } catch (IOException e) {
            throw new BadSettingException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static boolean looksLikeFile(String nameOrFile) {
        return nameOrFile.contains("/") || isYaml(nameOrFile);
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static CatalogEntry read(Path file) {
        return entry(file.toString(), WorkloadFile.read(file.toString(), stem(file), TextFile.read(file)));
    }

    private static String stem(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString().replaceFirst("\\.ya?ml$", "");
    }

    private static CatalogEntry builtIn(String name) {
        String resource = "workloads/" + name + ".yaml";
        try (InputStream in = WorkloadCatalog.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("missing resource " + resource);
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return entry(BUILT_IN_SOURCE, WorkloadFile.read(name + " (built-in)", name, content));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + resource, e);
        }
    }

    private static CatalogEntry entry(String source, WorkloadFile file) {
        return new CatalogEntry(file.name(), source, file.workload(), file.problems());
    }
}
