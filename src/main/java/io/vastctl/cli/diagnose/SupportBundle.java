package io.vastctl.cli.diagnose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.ProbeReportFile;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.runs.StoredRun;
import io.vastctl.cli.text.Json;
import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import io.vastctl.memory.Bill;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunDetail;
import io.vastctl.provision.Redaction;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** All that is known of one run as a zip, each text without secrets. */
final class SupportBundle {

    private static final String README = """
            A support bundle of vastctl.

            run.json, run.txt     the run, its attempts, phases, evidence and cost
            environment.json      versions and settings
            attempt-N/
              api-states.txt      what the marketplace said of the instance, when it changed
              decisions.txt       what vastctl made of what it saw, when it changed
              probe-report.json   the last look inside the machine; vastctl diagnose reads it
              output/NAME.txt     what each probe of that look wrote, the server's log among them
              journal.json        what was noted of the rental

            API keys, tokens and private keys were replaced by [hidden]. Names of models, machines and addresses are
            in it. Look through it before you hand it on.
            """;

    private final Redaction redaction;
    private final RunDetail run;
    private final List<Paper> papers;
    private final Workbench bench;
    private final String version;

    SupportBundle(Redaction redaction, RunDetail run, List<Paper> papers, Workbench bench, String version) {
        this.redaction = redaction;
        this.run = run;
        this.papers = papers;
        this.bench = bench;
        this.version = version;
    }

    /**
     * Writes it beside its place first, for its owner's eyes only, and moves it there when it is whole.
     *
     * @throws FileAlreadyExistsException if something is there
     */
    void write(Path file) throws IOException {
        if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseGet(() -> Path.of("/"));
        Path unfinished = folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createTempFile(
                        folder,
                        ".vastctl-bundle",
                        ".part",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".vastctl-bundle", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, String> entry : entries().entrySet()) add(zip, entry.getKey(), entry.getValue());
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void add(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(run.summary().startedAt()));
        zip.putNextEntry(entry);
        zip.write(redaction.clean(text).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private Map<String, String> entries() {
        Map<Integer, Bill> bills = StoredRun.bills(bench, run);
        Pardons pardons = Pardons.in(bench, run.summary().origin(), run.attempts());
        Map<String, String> entries = new TreeMap<>();
        entries.put("README.txt", README);
        entries.put("run.json", Json.pretty(StoredRun.json(run, bills, pardons)));
        entries.put("run.txt", StoredRun.text(run, bills, papers, pardons));
        entries.put("environment.json", Json.pretty(environment()));
        papers.stream().collect(Collectors.groupingBy(Paper::attempt)).forEach((attempt, theirs) -> {
            String folder = "attempt-" + attempt + "/";
            entries.put(folder + "api-states.txt", lines(theirs, Paper.Kind.API));
            entries.put(folder + "decisions.txt", lines(theirs, Paper.Kind.DECISION));
            List<Paper> probes = theirs.stream()
                    .filter(paper -> paper.kind() == Paper.Kind.PROBE)
                    .toList();
            if (!probes.isEmpty()) entries.put(folder + "probe-report.json", Json.pretty(report(probes)));
            for (Paper probe : probes) entries.put(folder + "output/" + probe.name() + ".txt", probe.content());
        });
        journal().forEach((attempt, entry) -> entries.put("attempt-" + attempt + "/journal.json", Json.pretty(entry)));
        return entries;
    }

    private static String lines(List<Paper> papers, Paper.Kind kind) {
        return papers.stream()
                .filter(paper -> paper.kind() == kind)
                .map(paper -> paper.at() + "  " + paper.name() + "  "
                        + paper.content().replaceAll("[\\r\\n]+", " | ") + "\n")
                .collect(Collectors.joining());
    }

    /** In the form that {@code vastctl diagnose} reads. */
    private ObjectNode report(List<Paper> probes) {
        String adapter = bench.workloads().list().stream()
                .filter(entry -> entry.name().equals(run.summary().workload()))
                .flatMap(entry -> entry.workload().stream())
                .map(Workload::adapter)
                .findFirst()
                .orElse("");
        Map<String, ProbeResult> results = new TreeMap<>();
        for (Paper probe : probes)
            results.put(probe.name(), new ProbeResult(probe.code(), probe.content(), probe.extra()));
        ProbeReport report = new ProbeReport(probes.get(0).at(), results);
        return new ProbeReportFile(report, Optional.empty()).json(adapter);
    }

    private Map<Integer, ObjectNode> journal() {
        Map<Integer, ObjectNode> entries = new TreeMap<>();
        new Journal(bench.database())
                .ofRun(run.summary().runId()).stream()
                        .forEach(entry -> entries.put(
                                entry.intent().attempt(),
                                Json.object()
                                        .put("label", entry.label())
                                        .put("state", entry.state().name())
                                        .put("market", entry.intent().market())
                                        .put("detail", entry.detail())
                                        .put(
                                                "dollars",
                                                entry.reckonedDollars(
                                                        bench.clock().instant()))));
        return entries;
    }

    private ObjectNode environment() {
        ObjectNode json = Json.document("environment")
                .put("vastctl", version)
                .put("java", Runtime.version().toString())
                .put("javaVendor", System.getProperty("java.vendor", ""))
                .put("os", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""))
                .put("arch", System.getProperty("os.arch", ""))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("maxMemoryMb", Runtime.getRuntime().maxMemory() >> 20)
                .put("fileEncoding", System.getProperty("file.encoding", ""))
                .put("at", bench.wall().instant().toString());
        AdapterCatalog adapters = bench.adapters();
        adapters.ids().forEach(json.putArray("adapters")::add);
        adapters.problems().forEach(json.putArray("adapterProblems")::add);
        ObjectNode settings = json.putObject("settings");
        for (Setting<?> setting : Settings.all())
            settings.put(setting.key(), String.valueOf(bench.settings().get(setting)));
        return json;
    }
}
