package io.vastctl;

import io.vastctl.cli.Cli;
import io.vastctl.cli.LastWords;
import io.vastctl.cli.Terminal;
import io.vastctl.outcome.ExitCode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/** Builds the objects, hands the commands to picocli; the only place that ends the process. */
public final class Main {
    private Main() {}

    /** Runs one command line and exits with its code. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Logging.choose(args, environment.getOrDefault("VASTCTL_VERBOSE", ""));
        LastWords lastWords = new LastWords();
        Signals signals = Signals.interruptThisThread(lastWords);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endedFromInside(lastWords), "vastctl-end"));
        int code = Cli.run(
                args,
                terminal(environment),
                environment,
                version(),
                () -> signals.exitCode().orElse(ExitCode.INTERRUPTED),
                lastWords);
        // After a signal its own code counts, unless something may still be running.
        if (code != ExitCode.MAY_STILL_RUN.code())
            code = signals.exitCode().map(ExitCode::code).orElse(code);
        System.exit(code);
    }

    /** Something in this process, a plug-in say, ended it while a rental may be open: that must not pass for success. */
    private static void endedFromInside(LastWords lastWords) {
        if (lastWords.isOver() || !lastWords.mayHaveRented()) return;
        PrintWriter err = writer(System.err);
        err.println("vastctl: ended from inside, by a plug-in perhaps.");
        ExitCode code = lastWords.speak(err) ? ExitCode.MAY_STILL_RUN : ExitCode.INTERNAL;
        err.flush();
        Runtime.getRuntime().halt(code.code());
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static Terminal terminal(Map<String, String> environment) {
        boolean console = isTerminal();
        // The launcher knows about stderr alone; without it a console stands for both.
        boolean live = Boolean.parseBoolean(System.getProperty("vastctl.live", String.valueOf(console)));
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        Charset charset = Charset.defaultCharset();
        return new Terminal(
                writer(System.out),
                writer(System.err),
                new BufferedReader(new InputStreamReader(System.in, charset)),
                live && !dumb,
                console);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()));
    }

    /** Since JDK 22 there is a console object off a terminal too, which then says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) return false;
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
