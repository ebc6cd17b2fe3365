package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import io.vastctl.time.Sleeper;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs one command line and gives its exit code. */
public final class Cli {

    private final Terminal terminal;
    private final CommandLine commandLine;

    private final BadUsage badUsage;

    private Cli(String[] args, WorkbenchFactory benches, String version) {
        terminal = benches.terminal();
        Map<String, String> environment = benches.environment();
        badUsage = new BadUsage(environment);
        commandLine = CommandTree.of(args, new CommandFactory(benches));
        commandLine.setDefaultValueProvider(new EnvironmentDefaults(environment));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        // Else "--simulate --dry-rum" would look for a scenario of that name.
        commandLine.setUnmatchedOptionsAllowedAsOptionParameters(false);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setUsageHelpWidth(100);
        commandLine.setOut(terminal.out());
        commandLine.setErr(terminal.err());
        commandLine.setParameterExceptionHandler((e, typed) -> badUsage(e, typed));
        commandLine.setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
        addStandardOptions(commandLine, version);
    }

    /**
     * Runs the command.
     *
     * @param version printed by {@code --version}
     * @param interruption the exit code that belongs to the signal which interrupted this thread
     * @param lastWords said if the process leaves at once
     */
    public static int run(
            String[] args,
            Terminal terminal,
            Map<String, String> environment,
            String version,
            Supplier<ExitCode> interruption,
            LastWords lastWords) {
        Clock clock = Clock.systemUTC();
        return run(
                args,
                new WorkbenchFactory(terminal, environment, clock, Sleeper.REAL, interruption, lastWords),
                version);
    }

    /** The same on a time of the caller's. */
    public static int run(String[] args, WorkbenchFactory benches, String version) {
        CommandLine commandLine = new Cli(args, benches, version).commandLine;
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(color(args, benches.environment())));
        int code = commandLine.execute(args);
        Terminal terminal = benches.terminal();
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

    /** Help is printed while the arguments are still being read, so {@code --color} is looked for before. */
    private static Ansi color(String[] args, Map<String, String> environment) {
        String when = environment.getOrDefault("VASTCTL_COLOR", "auto");
        for (int index = 0; index < args.length; index++) {
            if (args[index].startsWith("--color=")) when = args[index].substring("--color=".length());
            if (args[index].equals("--color") && index + 1 < args.length) when = args[index + 1];
        }
        return switch (when.toLowerCase(Locale.ROOT)) {
            case "always" -> Ansi.ON;
            case "never" -> Ansi.OFF;
            default -> environment.containsKey("NO_COLOR") ? Ansi.OFF : Ansi.AUTO;
        };
    }

    private int badUsage(ParameterException e, String[] args) {
        tell(badUsage.line(e, args));
        return ExitCode.USAGE.code();
    }

    private int failed(Exception e, CommandLine command) {
        Trouble trouble = Trouble.of(e);
        tell(trouble.line());
        boolean verbose = command.getCommand() instanceof BenchCommand bench && bench.global.verbose.length > 0;
        if (verbose) e.printStackTrace(terminal.err());
        if (e instanceof LookFailedException look) Sweeping.name(look.leftovers(), terminal.err());
        return trouble.exitCode().code();
    }

    private void tell(String line) {
        PrintWriter err = terminal.err();
        err.println("vastctl: " + line);
        err.flush();
    }
}
