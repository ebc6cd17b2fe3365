package io.vastctl.cli.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ParentCommand;
import io.vastctl.cli.StatePlace;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.Database;
import io.vastctl.memory.StateAddress;
import io.vastctl.memory.StateCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vastctl state}: the memory as a whole. */
@Command(
        name = "state",
        description = "The memory as a whole: check it, carry it to a server or back, keep a copy.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StateCommand.Check.class, StateCommand.Copy.class, StateCommand.Backup.class})
public final class StateCommand extends ParentCommand {

    /** Reads all of it. */
    @Command(name = "check", description = "Read all of it, look for damage, and count the rows.")
    static final class Check extends BenchCommand {
        @Override
        protected int run(Workbench bench) {
            Database database = bench.database();
            database.check();
            int schema = database.writableSchema();
            List<StateCopy.Rows> rows = StateCopy.count(database);
            String engine = database.file().isPresent() ? "SQLite" : "PostgreSQL";
            bench.results()
                    .print(
                            () -> tables(
                                    Json.document("state-check")
                                            .put("state", database.name())
                                            .put("engine", engine)
                                            .put("databaseSchema", schema),
                                    rows),
                            () -> table(rows) + database.name() + " is sound: " + engine + ", schema " + schema
                                    + System.lineSeparator());
            return 0;
        }
    }

    /** Carries it elsewhere. */
    @Command(
            name = "copy",
            description = "Copy all of it to a new file or an empty database on a server, and compare row for row."
                    + " What is written to it meanwhile is not in the copy, so to move, stop what runs on it before.")
    static final class Copy extends BenchCommand {
        @Parameters(
                paramLabel = "<file|url>",
                description = "A file that does not exist, or jdbc:postgresql://host:port/database.")
        String target = "";

        @Override
        protected int run(Workbench bench) {
            StateAddress to = StatePlace.parsed(target, "state copy");
            if (to instanceof StateAddress.InFile file) requireNew(file.path());
            Database from = existing(bench);
            try (Database copy = Database.openToFill(to, bench.variables(), bench.clock(), line -> hear(bench, line))) {
                tell(bench, from.name(), copy.name(), StateCopy.copy(from, copy));
            }
            return 0;
        }
    }

    /** Keeps a copy in a file. */
    @Command(
            name = "backup",
            description =
                    "Copy all of it to a new SQLite file, and compare row for row; also from a server, and while runs"
                            + " go on.")
    static final class Backup extends BenchCommand {
        @Parameters(paramLabel = "<file>", description = "A file that does not exist.")
        Path target = Path.of("");

        @Override
        protected int run(Workbench bench) {
            requireNew(target);
            Path unfinished = target.toAbsolutePath().resolveSibling(target.getFileName() + ".unfinished");
            requireNew(unfinished);
            Database from = existing(bench);
            List<StateCopy.Rows> rows;
            try (Database copy = Database.open(unfinished, bench.clock())) {
                rows = StateCopy.copy(from, copy);
            }
            try {
                Files.move(unfinished, target);
            } catch (IOException e) {
                throw new UsageException(
                        target + " cannot be written (" + e.getClass().getSimpleName() + "); the copy is in "
                                + unfinished,
                        e);
            }
            tell(bench, from.name(), target.toAbsolutePath().normalize().toString(), rows);
            return 0;
        }
    }

    private static void hear(Workbench bench, String line) {
        bench.terminal().err().println("vastctl: " + line);
        bench.terminal().err().flush();
    }

    private static Database existing(Workbench bench) {
        return bench.knownDatabase()
                .orElseThrow(() -> new UsageException("there is nothing to copy: "
                        + bench.state().name() + " does not exist; name another with --state"));
    }

    private static void requireNew(Path file) {
        if (Files.exists(file)) throw new UsageException(file + " is there already; name a file that does not exist");
    }

    private static void tell(Workbench bench, String from, String to, List<StateCopy.Rows> rows) {
        long all = rows.stream().mapToLong(StateCopy.Rows::rows).sum();
        bench.results()
                .print(
                        () -> tables(
                                Json.document("state-copy")
                                        .put("from", from)
                                        .put("to", to)
                                        .put("rows", all),
                                rows),
                        () -> table(rows) + "copied and compared " + all + " rows from " + from + " to " + to
                                + System.lineSeparator());
    }

    private static ObjectNode tables(ObjectNode json, List<StateCopy.Rows> rows) {
        ArrayNode list = json.putArray("tables");
        for (StateCopy.Rows table : rows)
            list.addObject().put("table", table.table()).put("rows", table.rows());
        return json;
    }

    private static String table(List<StateCopy.Rows> rows) {
        TextTable table = new TextTable("TABLE", "ROWS");
        for (StateCopy.Rows one : rows) table.row(one.table(), String.valueOf(one.rows()));
        return table.toString();
    }
}
