package io.vastctl;

import io.vastctl.cli.Cli;
import io.vastctl.cli.LastWords;
import io.vastctl.cli.Terminal;
import io.vastctl.cli.live.Screen;
import io.vastctl.outcome.ExitCode;
import io.vastctl.start.ArchiveUpkeep;
import io.vastctl.start.Launch;
import io.vastctl.start.OnTerminal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Builds the objects and hands the command line to picocli. */
final class Program {
    private Program() {}

    /** Runs one command line. @return its exit code */
    static int run(String[] args, Map<String, String> environment, String version) {
        Logging.choose(args, environment);
        Warmup.begin(args, environment);
        LastWords lastWords = new LastWords();
        Terminal terminal = terminal(environment);
        Signals signals = Signals.interruptThisThread(lastWords, terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endedFromInside(lastWords, terminal), "vastctl-end"));
        int code = Cli.run(
                args, terminal, environment, version, () -> signals.exitCode().orElse(ExitCode.INTERRUPTED), lastWords);
        // After a signal its own code counts, unless something may still be running.
        Optional<ExitCode> signal = signals.exitCode();
        if (signal.isPresent())
            return code == ExitCode.MAY_STILL_RUN.code() ? code : signal.get().code();
        Launch.of(System.getProperties())
                .ifPresent(launch -> ArchiveUpkeep.afterCommand(launch, environment, Clock.systemUTC()));
        return code;
    }

    /** Something in this process, a plug-in say, ended it while a rental may be open: that must not pass for success. */
    private static void endedFromInside(LastWords lastWords, Terminal terminal) {
        if (lastWords.isOver() || !lastWords.mayHaveRented()) return;
        terminal.screen().ifPresent(Screen::clearIfFree);
        PrintWriter err = writer(System.err);
        err.println("vastctl: ended from inside, by a plug-in perhaps.");
        ExitCode code = lastWords.speak(err) ? ExitCode.MAY_STILL_RUN : ExitCode.INTERNAL;
        err.flush();
        Runtime.getRuntime().halt(code.code());
    }

    private static Terminal terminal(Map<String, String> environment) {
        boolean console = OnTerminal.reads();
        // The launcher knows about stderr alone; without it a console stands for both.
        boolean live = Boolean.parseBoolean(System.getProperty("vastctl.live", String.valueOf(console)));
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        Charset charset = Charset.defaultCharset();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, charset));
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        return live && !dumb
                ? Terminal.redrawing(out, Screen.on(err), in, console)
                : new Terminal(out, err, in, false, console);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()));
    }
}
