package io.vastctl.cli;

import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns a list shows to people, and in which order its rows stand. */
public final class TableOptions {

    @Option(
            names = "--columns",
            paramLabel = "<names>",
            split = ",",
            description = "Only these columns of the table, in this order: its headings in lower case, blanks as"
                    + " hyphens, $ as usd.")
    public List<String> columns = List.of();

    @Option(
            names = "--sort",
            paramLabel = "<column>[:desc]",
            description = "Order the table's rows by this column, the biggest first with :desc.")
    @Nullable
    public String sort;

    @Option(
            names = "--time",
            paramLabel = "<form>",
            description = "How the table shows times: absolute or relative (default: relative on a terminal).")
    Times.@Nullable Form time;

    /** How the table shows times. */
    public Times times(Workbench bench) {
        return new Times(time, bench.terminal().interactive(), bench.clock().instant());
    }

    /** Refuses what means nothing to programs' formats. */
    public void check(GlobalOptions global) {
        if (global.output == GlobalOptions.Output.table) return;
        String which = !columns.isEmpty() ? "--columns" : sort != null ? "--sort" : time != null ? "--time" : "";
        if (!which.isEmpty())
            throw new UsageException(
                    which + ": only of tables; -o " + global.output + " always holds every field, and times as UTC");
    }

    /**
     * The table as it was asked for; columns that are named stay, whatever the width. Sorted before columns are chosen, so that a column that is not shown may order it.
     *
     * @param width of the terminal in characters; empty for as wide as it gets
     * @throws UsageException if it has no such column
     */
    public TextTable shape(TextTable table, OptionalInt width) {
        TextTable sorted = Optional.ofNullable(sort).map(table::sorted).orElse(table);
        TextTable chosen = columns.isEmpty() ? sorted : sorted.only(columns).expendable();
        return width.isPresent() ? chosen.fitted(width.getAsInt()) : chosen;
    }
}
