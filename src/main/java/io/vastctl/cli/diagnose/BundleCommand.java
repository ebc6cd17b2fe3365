package io.vastctl.cli.diagnose;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.runs.StoredRun;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunHistory;
import io.vastctl.provision.Redaction;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vastctl runs bundle}: all that is known of a run, to hand on. */
@Command(
        name = "bundle",
        description = "Pack all that is known of a run into a zip without secrets: probe reports, logs, API states,"
                + " decisions, versions.")
public final class BundleCommand extends BenchCommand {

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(paramLabel = "<run>", description = "The run's id, or an unambiguous beginning of it.")
    String runId = "";

    @Option(
            names = "--out",
            paramLabel = "<file>",
            description = "The file to write (default: vastctl-RUN.zip here). One that exists is left alone.")
    @Nullable
    Path out;

    @Override
    protected int run(Workbench bench) {
        RunDetail run = StoredRun.find(bench, runId);
        String id = run.summary().runId();
        List<Paper> papers = new RunHistory(bench.database()).papers(id);
        Path file = out != null ? out : Path.of("vastctl-" + id.replaceAll("[^A-Za-z0-9._-]", "_") + ".zip");
        SupportBundle bundle =
                new SupportBundle(Redaction.hiding(bench.keys().secrets()), run, papers, bench, version());
        try {
            bundle.write(file);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(file + " exists already: name another file with --out", e);
        } catch (IOException e) {
            throw new UsageException(
                    file + " cannot be written (" + e.getClass().getSimpleName() + "): name a file in a folder that"
                            + " exists and is yours with --out",
                    e);
        }
        bench.results()
                .print(
                        () -> Json.document("bundle")
                                .put("runId", id)
                                .put("file", file.toString())
                                .put("papers", papers.size())
                                .put("bytes", size(file)),
                        () -> file + " holds run " + id + ", secrets taken out; look through it before you hand it on."
                                + System.lineSeparator()
                                + (papers.isEmpty()
                                        ? "No probe reports are kept of this run: it is too old, or rented nothing."
                                                + System.lineSeparator()
                                        : ""));
        return 0;
    }

    private String version() {
        return spec == null ? "" : String.join(" ", spec.root().version());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
