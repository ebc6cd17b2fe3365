package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.TextTable;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command whose result is a list: a table that fits, CSV, or JSON. */
@Command
public abstract class ListCommand extends BenchCommand {

    @Mixin
    public TableOptions tables = new TableOptions();

    @Override
    protected boolean printsCsv() {
        return true;
    }

    /**
     * Prints the list.
     *
     * @param field of the document that holds the list
     * @param columns of the CSV
     * @param text for people, with its table as the operator makes it
     */
    protected final void print(
            Workbench bench,
            Supplier<ObjectNode> json,
            String field,
            List<String> columns,
            Function<UnaryOperator<TextTable>, String> text) {
        tables.check(global);
        if (global.output == GlobalOptions.Output.csv)
            bench.results().printText(JsonCsv.of(json.get().path(field), columns));
        else
            bench.results()
                    .print(
                            json,
                            () -> text.apply(
                                    table -> tables.shape(table, bench.results().width())));
    }
}
