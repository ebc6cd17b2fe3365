package io.vastctl.cli.diagnose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Durations;
import io.vastctl.config.Suggestion;
import io.vastctl.readiness.AdapterFault;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.LogReading;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.readiness.TextDiagnosis;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl diagnose}: what a saved log or probe report shows, judged by the code that a run uses. */
@Command(
        name = "diagnose",
        description = "Say what a server's log or a saved probe report shows: stage, cause, whose fault, what helps.",
        footer = {
            "",
            "Without further options a log is judged by itself; it never proves that a server is ready.",
            "Exit code 0 when every file could be read, whatever the verdict."
        })
public final class DiagnoseCommand extends BenchCommand {

    enum Kind {
        log,
        status_msg,
        docker,
        dmesg,
        nvidia_smi;

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    enum Life {
        alive,
        dead
    }

    @Parameters(paramLabel = "<file>", arity = "1..*", description = "Files to read; - is standard input.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--adapter",
            paramLabel = "<name>",
            defaultValue = "vllm",
            description = "Whose log it is (default: ${DEFAULT-VALUE}).")
    String adapter = "vllm";

    @Option(
            names = "--kind",
            paramLabel = "<kind>",
            defaultValue = "log",
            description = "What the text is: log, status-msg, docker, dmesg or nvidia-smi (default: ${DEFAULT-VALUE}).")
    Kind kind = Kind.log;

    @Option(names = "--process", paramLabel = "<state>", description = "The server's process: alive or dead.")
    @Nullable
    Life process;

    @Option(names = "--listening", description = "Something listens on the server's port.")
    boolean listening;

    @Option(names = "--health", paramLabel = "<code>", description = "HTTP status of /health; 0 for no answer.")
    @Nullable
    Integer health;

    @Option(names = "--models", paramLabel = "<code>", description = "HTTP status of /v1/models; 0 for no answer.")
    @Nullable
    Integer models;

    @Option(
            names = "--silent-for",
            paramLabel = "<duration>",
            description = "For how long nothing has moved: no log line, no bytes, no work, such as 12m.")
    @Nullable
    String silentFor;

    @Option(names = "--exit-code", paramLabel = "<n>", description = "Exit code of the server's process; it is dead.")
    @Nullable
    Integer exitCode;

    @Override
    protected int run(Workbench bench) {
        Circumstances known = circumstances();
        if (Collections.frequency(files, "-") > 1)
            throw new UsageException("-: expected once, since standard input can be read once only; it stands "
                    + Collections.frequency(files, "-") + " times");
        ReadinessAdapter chosen = chosen(bench);
        DiagnosedFiles reader = new DiagnosedFiles(
                chosen, () -> reading(chosen), known, bench.terminal().in());
        List<DiagnosedFiles.Result> results = judged(reader);
        tellUnused(results, bench.terminal().err());
        bench.results().print(() -> json(results), () -> DiagnosisView.text(results));
        return 0;
    }

    /** Who says what else is known should hear where it made no difference. */
    private void tellUnused(List<DiagnosedFiles.Result> results, PrintWriter err) {
        List<String> given = given();
        boolean texts = results.stream().anyMatch(result -> !result.report());
        if (kind != Kind.log && texts) {
            List<String> unused = new ArrayList<>(given);
            if (process == Life.alive) unused.remove("--process");
            if (!unused.isEmpty()) err.println("vastctl: not used with --kind " + kind + ": " + words(unused));
        }
        if (kind != Kind.log) given.add("--kind");
        for (DiagnosedFiles.Result result : results)
            if (result.report() && !given.isEmpty())
                err.println(
                        "vastctl: " + result.file() + " is a saved probe report; not used with it: " + words(given));
    }

    private List<String> given() {
        List<String> names = new ArrayList<>();
        if (process != null) names.add("--process");
        if (listening) names.add("--listening");
        if (health != null) names.add("--health");
        if (models != null) names.add("--models");
        if (silentFor != null) names.add("--silent-for");
        if (exitCode != null) names.add("--exit-code");
        return names;
    }

    private static String words(List<String> names) {
        return String.join(", ", names);
    }

    private List<DiagnosedFiles.Result> judged(DiagnosedFiles reader) {
        try {
            return files.stream().map(reader::judge).toList();
        } catch (AdapterFault e) {
            throw new UsageException("--adapter " + adapter + ": " + e.getMessage() + "; take another adapter", e);
        }
    }

    private ReadinessAdapter chosen(Workbench bench) {
        var catalog = bench.adapters();
        return catalog.find(adapter)
                .orElseThrow(() -> new UsageException("--adapter: expected one of " + String.join(", ", catalog.ids())
                        + ", found \"" + adapter + "\"" + Suggestion.didYouMean(adapter, catalog.ids())));
    }

    private LogReading reading(ReadinessAdapter chosen) {
        return switch (kind) {
            case log ->
                chosen.logReading()
                        .orElseThrow(() -> new UsageException("--adapter " + adapter
                                + " reads no logs: give a saved probe report, or another adapter"));
            case status_msg, docker -> new TextDiagnosis(SignatureTable.forStatusMessages(), true);
            case dmesg -> new TextDiagnosis(SignatureTable.forKernelLogs(), false);
            case nvidia_smi -> new TextDiagnosis(SignatureTable.gpu(), false);
        };
    }

    private Circumstances circumstances() {
        if (process == Life.alive && exitCode != null)
            throw new UsageException("--exit-code: a process that is alive has none; leave out --process alive");
        Optional<Boolean> alive = exitCode != null
                ? Optional.of(false)
                : Optional.ofNullable(process).map(state -> state == Life.alive);
        return new Circumstances(
                alive,
                listening,
                status("--health", health),
                status("--models", models),
                silence(),
                exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode));
    }

    private static OptionalInt status(String option, @Nullable Integer code) {
        if (code == null) return OptionalInt.empty();
        if (code != 0 && (code < 100 || code > 599))
            throw new UsageException(
                    option + ": expected an HTTP status from 100 to 599, or 0, found \"" + code + "\"");
        return OptionalInt.of(code);
    }

    private Optional<Duration> silence() {
        try {
            return Optional.ofNullable(silentFor).map(Durations::parse);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--silent-for: expected " + Durations.EXPECTED + ", found \"" + silentFor + "\"", e);
        }
    }

    private static ObjectNode json(List<DiagnosedFiles.Result> results) {
        ObjectNode json = Json.document("diagnosis");
        ArrayNode list = json.putArray("files");
        for (DiagnosedFiles.Result result : results) list.add(DiagnosisView.json(result.file(), result.diagnosis()));
        return json;
    }
}
