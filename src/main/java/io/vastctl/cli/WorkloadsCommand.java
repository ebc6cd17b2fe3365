package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.TextTable;
import io.vastctl.config.CatalogEntry;
import io.vastctl.config.Problem;
import io.vastctl.config.Suggestion;
import io.vastctl.outcome.ExitCode;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vastctl workloads}: what can be run. */
@Command(
        name = "workloads",
        description = "What can be run: image, model, arguments, needs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {WorkloadsCommand.ListWorkloads.class, WorkloadsCommand.Show.class, WorkloadsCommand.Check.class})
final class WorkloadsCommand extends ParentCommand {

    /** Lists the workloads. */
    @Command(name = "list", description = "List built-in workloads and those of the workloads folder.")
    static final class ListWorkloads extends ListCommand {
        @Override
        protected int run(Workbench bench) {
            Collection<CatalogEntry> entries = bench.workloads().list();
            print(bench, () -> json(entries), "workloads", JsonCsv.WORKLOADS, shape -> table(entries, shape));
            return 0;
        }

        private static ObjectNode json(Collection<CatalogEntry> entries) {
            ObjectNode json = Json.document("workloads");
            ArrayNode list = json.putArray("workloads");
            for (CatalogEntry entry : entries) {
                ObjectNode item = list.addObject().put("name", entry.name()).put("source", entry.source());
                entry.workload().ifPresent(workload -> item.setAll(workload(workload)));
                ArrayNode problems = item.putArray("problems");
                entry.problems().forEach(problem -> problems.add(problem.toString()));
            }
            return json;
        }

        private static String table(Collection<CatalogEntry> entries, UnaryOperator<TextTable> shape) {
            TextTable table = new TextTable("NAME", "MODEL", "IMAGE", "VRAM", "CONTEXT", "DISK", "SOURCE");
            StringBuilder problems = new StringBuilder();
            for (CatalogEntry entry : entries) {
                entry.workload()
                        .ifPresent(workload -> table.row(
                                entry.name(),
                                workload.model(),
                                workload.image(),
                                workload.minVramGb() + " GB",
                                workload.contextLength().isPresent()
                                        ? workload.contextLength().getAsInt()
                                        : "-",
                                workload.diskGb() + " GB",
                                entry.source()));
                for (Problem problem : entry.problems())
                    problems.append(problem).append(System.lineSeparator());
            }
            return shape.apply(table.expendable("source", "context", "disk", "image"))
                            .toString()
                    + problems;
        }
    }

    /** Shows one workload. */
    @Command(name = "show", description = "Show one workload with its start script.")
    static final class Show extends BenchCommand {
        @Parameters(paramLabel = "<name|file>", description = "A workload's name, or a YAML file.")
        String name = "";

        @Override
        protected int run(Workbench bench) {
            Workload workload = bench.workloads().find(name);
            String script = bench.adapters()
                    .find(workload.adapter())
                    .map(adapter -> adapter.startScript(workload))
                    .orElse("");
            bench.results().print(() -> json(workload, script), () -> text(workload, script));
            return 0;
        }

        private static ObjectNode json(Workload workload, String script) {
            ObjectNode json = Json.document("workload").put("name", workload.name());
            json.setAll(workload(workload));
            return json.put("startScript", script);
        }

        private static String text(Workload workload, String script) {
            return String.format(
                    Locale.ROOT,
                    "%s: %s in %s%nneeds %d GB of GPU memory, %d GB of disk; downloads %.1f GB of image and %.1f GB of model%n"
                            + "arguments: %s%n%s%nStart script:%n%s%n",
                    workload.name(),
                    workload.model(),
                    workload.image(),
                    workload.minVramGb(),
                    workload.diskGb(),
                    workload.imageGb(),
                    workload.modelGb(),
                    workload.arguments().isEmpty() ? "none" : String.join(" ", workload.arguments()),
                    ServingView.text(workload),
                    script.strip());
        }
    }

    /** Checks a workload file. */
    @Command(name = "check", description = "Check a workload file; exit code 2 if it has errors.")
    static final class Check extends BenchCommand {
        @Parameters(paramLabel = "<file>", description = "A YAML file.")
        Path file = Path.of("");

        @Override
        protected int run(Workbench bench) {
            List<Problem> problems = new ArrayList<>(bench.workloads().check(file));
            if (problems.stream().noneMatch(Problem::isError)) adapter(bench).ifPresent(problems::add);
            boolean good = problems.stream().noneMatch(Problem::isError);
            bench.results().print(() -> json(problems, good), () -> text(problems, good));
            return good ? 0 : ExitCode.USAGE.code();
        }

        /** The catalogue knows fields alone; which adapters there are depends on the plug-ins. */
        private Optional<Problem> adapter(Workbench bench) {
            String id = bench.workloads().find(file.toString()).adapter();
            List<String> known = List.copyOf(bench.adapters().ids());
            if (known.contains(id)) return Optional.empty();
            String why = "adapter: there is no adapter " + id + ", but " + String.join(", ", known)
                    + Suggestion.didYouMean(id, known);
            return Optional.of(new Problem(file.toString(), line("adapter:"), Problem.Severity.ERROR, why));
        }

        /** The line that begins with it; 0 if none does. */
        private int line(String beginning) {
            try {
                List<String> lines = Files.readAllLines(file);
                for (int line = 0; line < lines.size(); line++)
                    if (lines.get(line).startsWith(beginning)) return line + 1;
            } catch (IOException e) {
                return 0;
            }
            return 0;
        }

        private ObjectNode json(List<Problem> problems, boolean good) {
            ObjectNode json =
                    Json.document("workload-check").put("file", file.toString()).put("good", good);
            ArrayNode list = json.putArray("problems");
            for (Problem problem : problems)
                list.addObject()
                        .put("line", problem.line())
                        .put("error", problem.isError())
                        .put("message", problem.message());
            return json;
        }

        private String text(List<Problem> problems, boolean good) {
            StringBuilder text = new StringBuilder();
            problems.forEach(problem -> text.append(problem).append(System.lineSeparator()));
            return text.append(good ? file + " is good." : file + " has errors.")
                    .append(System.lineSeparator())
                    .toString();
        }
    }

    private static ObjectNode workload(Workload workload) {
        ObjectNode json = Json.object()
                .put("adapter", workload.adapter())
                .put("image", workload.image())
                .put("model", workload.model());
        ArrayNode arguments = json.putArray("arguments");
        workload.arguments().forEach(arguments::add);
        workload.contextLength().ifPresent(length -> json.put("context", length));
        json.put("port", workload.port())
                .put("vramGb", workload.minVramGb())
                .put("diskGb", workload.diskGb())
                .put("imageGb", workload.imageGb())
                .put("modelGb", workload.modelGb());
        workload.minCuda().ifPresent(cuda -> json.put("minCuda", cuda));
        workload.minComputeCapability().ifPresent(capability -> json.put("minComputeCapability", capability));
        json.set("serving", ServingView.json(workload.serving()));
        return json;
    }
}
