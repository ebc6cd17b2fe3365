package io.vastctl.cli.man;

import io.vastctl.outcome.ExitCode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command. */
public final class ManPage {

    private static final String EXITS = "The exit code is ";

    private final String version;
    private final String day;
    private final Function<OptionSpec, Optional<String>> variable;

    /**
     * @param version as in {@code vastctl 0.1.0}
     * @param day of the release, {@code 2026-11-21}
     * @param variable the environment variable that may hold an option's value
     */
    public ManPage(String version, String day, Function<OptionSpec, Optional<String>> variable) {
        this.version = version;
        this.day = day;
        this.variable = variable;
    }

    /** {@code vastctl-bad-hosts-list}: the name to give to man(1). */
    public static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** The page in roff. */
    public String of(CommandSpec command) {
        Roff page = new Roff()
                .comment("Written by: vastctl man")
                .title(name(command).toUpperCase(Locale.ROOT), day, version, "vastctl manual")
                .section("NAME")
                .text(Roff.escape(name(command)) + " \\- " + Roff.escape(inShort(command)))
                .section("SYNOPSIS")
                .text(synopsis(command))
                .section("DESCRIPTION");
        String[] description = command.usageMessage().description();
        for (int i = 0; i < description.length; i++) {
            if (i > 0) page.paragraph();
            page.text(Roff.escape(plain(description[i])));
        }
        commands(page, command);
        arguments(page, command);
        options(page, command);
        String[] footer = command.usageMessage().footer();
        if (footer.length > 0)
            page.section("NOTES")
                    .literal(Arrays.stream(footer)
                            .map(ManPage::plain)
                            .filter(line -> !line.isEmpty())
                            .toList());
        if (command.parent() == null) ofTheProgram(page);
        else
            page.section("EXIT STATUS")
                    .text(EXITS + ExitCode.DONE.code() + " if all is well. The others are in \\fBvastctl\\fR(1).");
        page.section("SEE ALSO").text(seeAlso(command));
        return page.toString();
    }

    private static String synopsis(CommandSpec command) {
        StringBuilder text = new StringBuilder(Roff.bold(command.qualifiedName(" ")));
        text.append(" [").append(Roff.italic("option")).append(" ...]");
        for (PositionalParamSpec argument : command.positionalParameters())
            if (!argument.hidden()) text.append(' ').append(written(argument));
        if (!command.subcommands().isEmpty())
            text.append(' ').append(Roff.italic("command")).append(" ...");
        return text.toString();
    }

    private static String written(PositionalParamSpec argument) {
        String label = Roff.italic(argument.paramLabel()) + (argument.arity().max() > 1 ? " ..." : "");
        return argument.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private static void commands(Roff page, CommandSpec command) {
        if (command.subcommands().isEmpty()) return;
        page.section("COMMANDS");
        for (CommandLine child : new LinkedHashSet<>(command.subcommands().values())) {
            CommandSpec spec = child.getCommandSpec();
            if (spec.usageMessage().hidden()) continue;
            String aliases = spec.aliases().length == 0 ? "" : ", " + Roff.bold(String.join(", ", spec.aliases()));
            page.entry(reference(spec) + aliases, Roff.escape(plain(first(spec))));
        }
    }

    private static void arguments(Roff page, CommandSpec command) {
        if (command.positionalParameters().stream().allMatch(PositionalParamSpec::hidden)) return;
        page.section("ARGUMENTS");
        for (PositionalParamSpec argument : command.positionalParameters())
            if (!argument.hidden()) page.entry(written(argument), explained(argument));
    }

    private void options(Roff page, CommandSpec command) {
        page.section("OPTIONS");
        for (OptionSpec option : command.options()) {
            if (option.hidden()) continue;
            String names = Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
            String also = variable.apply(option)
                    .map(name -> " Also \\fB" + name + "\\fR in the environment.")
                    .orElse("");
            page.entry(names + value(option), explained(option) + also);
        }
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) return "";
        String separator = option.longestName().startsWith("--") ? "=" : " ";
        String label = Roff.italic(option.paramLabel());
        String value = option.arity().min() == 0 ? "[" + separator + label + "]" : separator + label;
        return option.splitRegex().isEmpty() ? value : value + "[," + label + " ...]";
    }

    private static String explained(ArgSpec argument) {
        return Arrays.stream(argument.description())
                .map(line -> Roff.escape(plain(line)))
                .collect(Collectors.joining(" "));
    }

    private static void ofTheProgram(Roff page) {
        page.section("EXIT STATUS");
        ExitStatus.ALL.forEach((code, meaning) -> page.entry("\\fB" + code.code() + "\\fR", Roff.escape(meaning)));
        page.section("ENVIRONMENT")
                .text("Every option can be given as a variable, which its page names. Besides:")
                .entry("\\fBVAST_API_KEY\\fR", "The key of the account at Vast.ai.")
                .entry(
                        "\\fBVASTCTL_JAVA\\fR",
                        "The Java to run with, a file or a name; else that of \\fBJAVA_HOME\\fR.")
                .entry("\\fBNO_COLOR\\fR", "If set, nothing is coloured.")
                .section("FILES")
                .entry(
                        "\\fI$XDG_CONFIG_HOME/vastctl/config.yaml\\fR",
                        "Settings and policies; else below \\fI\\(ti/.config\\fR.")
                .entry(
                        "\\fI$XDG_STATE_HOME/vastctl/vastctl.db\\fR",
                        "Journal, history and machines; else below \\fI\\(ti/.local/state\\fR.");
    }

    private static String seeAlso(CommandSpec command) {
        CommandSpec parent = command.parent();
        if (parent == null)
            return command.subcommands().values().stream()
                    .map(CommandLine::getCommandSpec)
                    .filter(spec -> !spec.usageMessage().hidden())
                    .distinct()
                    .map(ManPage::reference)
                    .collect(Collectors.joining(", "));
        return parent.parent() == null ? reference(parent) : reference(parent.root()) + ", " + reference(parent);
    }

    private static String reference(CommandSpec command) {
        return Roff.bold(name(command)) + "(1)";
    }

    /** What apropos(1) shows: the first sentence. */
    private static String inShort(CommandSpec command) {
        String first = plain(first(command));
        int end = first.indexOf(". ");
        return (end < 0 ? first : first.substring(0, end)).replaceFirst("\\.$", "");
    }

    private static String first(CommandSpec command) {
        String[] header = command.usageMessage().header();
        String[] description = command.usageMessage().description();
        return header.length > 0 ? header[0] : description.length > 0 ? description[0] : name(command);
    }

    /** picocli's own escape of a percent sign. */
    private static String plain(String text) {
        return text.replace("%%", "%").replace("%n", " ").strip();
    }
}
