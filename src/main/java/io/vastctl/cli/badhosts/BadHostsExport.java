package io.vastctl.cli.badhosts;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.GlobalOptions;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.BlackList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the whole list, whitelist, expired entries and strikes included. */
@Command(
        name = "export",
        description =
                "Write the whole list with its strikes and the whitelist, as JSON or as CSV, for import elsewhere.")
final class BadHostsExport extends BenchCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "<file>",
            description = "Where to (default: stdout). CSV with -o csv, or if the name ends in .csv; else JSON.")
    @Nullable
    Path file;

    @Override
    protected boolean printsCsv() {
        return true;
    }

    @Override
    protected int run(Workbench bench) {
        BlackList list = new BadHosts(bench.database()).export();
        String text = csv() ? BlackListWriter.csv(list) : Json.pretty(BlackListWriter.json(list)) + "\n";
        if (file == null) {
            bench.results().printText(text);
            return 0;
        }
        write(file, text);
        bench.results()
                .done(Words.count(list.bars().size(), "bar", "bars") + " and "
                        + Words.count(list.whitelist().size(), "exemption", "exemptions") + " written to " + file
                        + ".");
        return 0;
    }

    private boolean csv() {
        return global.output == GlobalOptions.Output.csv
                || (file != null && file.toString().toLowerCase(Locale.ROOT).endsWith(".csv"));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be written: name a file in a folder that exists", e);
        }
    }
}
