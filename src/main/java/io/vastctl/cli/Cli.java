package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line and gives its exit code. */
public final class Cli {

    private final Terminal terminal;
    private final CommandLine commandLine;

    private Cli(Terminal terminal, Map<String, String> environment, String version) {
        this.terminal = terminal;
        WorkbenchFactory benches = new WorkbenchFactory(terminal, environment);
        commandLine = new CommandLine(new VastctlCommand(), new CommandFactory(benches));
        commandLine.setDefaultValueProvider(new EnvironmentDefaults(environment));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setUsageHelpWidth(100);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(color(environment)));
        commandLine.setOut(terminal.out());
        commandLine.setErr(terminal.err());
        commandLine.setParameterExceptionHandler((e, args) -> badUsage(e));
        commandLine.setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
        addStandardOptions(commandLine, version);
    }

    /**
     * Runs the command.
     *
     * @param version printed by {@code --version}
     */
    public static int run(String[] args, Terminal terminal, Map<String, String> environment, String version) {
        int code = new Cli(terminal, environment, version).commandLine.execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    /** {@code --help} and {@code --version} on every level. */
    private static void addStandardOptions(CommandLine command, String version) {
        CommandSpec spec = command.getCommandSpec();
        spec.mixinStandardHelpOptions(true);
        spec.version("vastctl " + version);
        spec.usageMessage().sortOptions(false).optionListHeading("%nOptions:%n").commandListHeading("%nCommands:%n");
        for (CommandLine child : command.getSubcommands().values())
            if (!(child.getCommand() instanceof CommandLine.HelpCommand)) addStandardOptions(child, version);
    }

    private static Ansi color(Map<String, String> environment) {
        return environment.containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO;
    }

    private int badUsage(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String hint = e instanceof UnmatchedArgumentException unmatched
                ? suggestions(unmatched)
                        .map(words -> "; did you mean " + words + "?")
                        .orElse("")
                : "";
        tell(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ") + hint + " (see " + command + " --help)");
        return ExitCode.USAGE.code();
    }

    private static Optional<String> suggestions(UnmatchedArgumentException e) {
        return e.getSuggestions().isEmpty() ? Optional.empty() : Optional.of(String.join(" or ", e.getSuggestions()));
    }

    private int failed(Exception e, CommandLine command) {
        Trouble trouble = Trouble.of(e);
        tell(trouble.line());
        boolean verbose = command.getCommand() instanceof BenchCommand bench && bench.global.verbose.length > 0;
        if (verbose) e.printStackTrace(terminal.err());
        return trouble.exitCode().code();
    }

    private void tell(String line) {
        PrintWriter err = terminal.err();
        err.println("vastctl: " + line);
        err.flush();
    }
}
