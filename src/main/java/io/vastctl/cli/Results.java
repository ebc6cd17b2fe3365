package io.vastctl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.live.LiveReporter;
import io.vastctl.cli.live.StatusBlock;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TerminalWidth;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Wrapped;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Where a command's result goes, and how wide that is. */
public final class Results {

    private final GlobalOptions global;
    private final Terminal terminal;
    private final Map<String, String> environment;

    public Results(GlobalOptions global, Terminal terminal, Map<String, String> environment) {
        this.global = global;
        this.terminal = terminal;
        this.environment = environment;
    }

    /** Prints the one result: JSON for programs, text for people. */
    public void print(Supplier<ObjectNode> json, Supplier<String> text) {
        if (global.json()) terminal.out().println(Json.pretty(json.get()));
        else terminal.out().print(text.get());
        terminal.out().flush();
    }

    /** Prints the one result; where a terminal shows it, long lines of the text go on below themselves. */
    public void show(Supplier<ObjectNode> json, Supplier<String> text) {
        print(json, () -> Wrapped.text(text.get(), width()));
    }

    /** Prints a text as it is, such as CSV. */
    public void printText(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }

    /** Prints that something was done, in one sentence. */
    public void done(String sentence) {
        print(() -> Json.document("done").put("message", sentence), () -> sentence + System.lineSeparator());
    }

    /** Of the terminal that shows results, in characters; empty if none does, or nobody knows. */
    public OptionalInt width() {
        return terminal.interactive() ? TerminalWidth.of(environment.getOrDefault("COLUMNS", "")) : OptionalInt.empty();
    }

    /** How its terminal may be written on. */
    public LiveReporter.Looks looks() {
        boolean colour = global.color == GlobalOptions.Color.always
                || (global.color == GlobalOptions.Color.auto && !environment.containsKey("NO_COLOR"));
        return new LiveReporter.Looks(StatusBlock.canBeShown(), colour);
    }

    /** Makes a table as wide as the terminal that shows it, if one does. */
    public UnaryOperator<TextTable> fitting() {
        OptionalInt width = width();
        return table -> width.isPresent() ? table.fitted(width.getAsInt()) : table;
    }
}
