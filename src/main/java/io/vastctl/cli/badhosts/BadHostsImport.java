package io.vastctl.cli.badhosts;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.BlackList;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Merges a list into ours. */
@Command(
        name = "import",
        description = "Add what an export holds and this list does not, or nothing at all if any row is bad.")
final class BadHostsImport extends BenchCommand {

    /** A list of every machine there is would not be half as long. */
    private static final long LONGEST = 64L << 20;

    @Parameters(paramLabel = "<file>", description = "JSON or CSV, as bad-hosts export writes it.")
    Path file = Path.of("");

    @Override
    protected int run(Workbench bench) {
        BlackList list =
                BlackListReader.read(file.toString(), text(), bench.clock().instant());
        BlackList.Merged merged = new BadHosts(bench.database()).merge(list);
        bench.results()
                .print(
                        () -> Json.document("bad-hosts-import")
                                .put("added", merged.added())
                                .put("known", merged.known())
                                .put("overruled", merged.overruled())
                                .put("lifted", merged.lifted()),
                        () -> Words.count(merged.added(), "row", "rows") + " added, " + merged.known()
                                + " known already"
                                + (merged.lifted() == 0 ? "" : ", " + merged.lifted() + " lifted as they were there")
                                + (merged.overruled() == 0
                                        ? ""
                                        : ", " + merged.overruled()
                                                + " left out: an exemption or a later order outweighs them")
                                + "." + System.lineSeparator());
        return 0;
    }

    private String text() {
        try {
            if (Files.size(file) > LONGEST) throw new UsageException(file + ": longer than 64 MB is no list");
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UsageException(file + " is not UTF-8 text: expected what bad-hosts export writes", e);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: name a file that bad-hosts export wrote", e);
        }
    }
}
