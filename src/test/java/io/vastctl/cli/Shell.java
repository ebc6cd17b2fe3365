package io.vastctl.cli;

import io.vastctl.cli.live.Screen;
import io.vastctl.cli.text.WindowSize;
import io.vastctl.outcome.ExitCode;
import io.vastctl.time.FakeTime;
import io.vastctl.time.Sleeper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user's shell: a home of its own, variables, and a time that only moves when somebody sleeps. */
public final class Shell {

    public static final String VERSION = "1.2.3-test";
    private static final List<String> FAST = List.of("--simulate", "--speed", "1000000");

    public final Path home;
    public final FakeTime time = new FakeTime();
    public final Map<String, String> environment = new HashMap<>();
    private String typed = "";
    private boolean somebodyThere;

    /** @param home empty, or what an earlier shell left there */
    public Shell(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    }

    public Path config() {
        return home.resolve("config").resolve("vastctl");
    }

    public Path state() {
        return home.resolve("state").resolve("vastctl");
    }

    public Path database() {
        return state().resolve("vastctl.db");
    }

    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Somebody sits at the terminal and will answer this. */
    public Shell answering(String answer) {
        typed = answer + "\n";
        somebodyThere = true;
        return this;
    }

    /** Nobody is there, and stdin holds this. */
    public Shell piping(String text) {
        typed = text;
        somebodyThere = false;
        return this;
    }

    public Ran run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Cli.run(args, process(out, err), VERSION);
        return new Ran(code, out.toString(), err.toString());
    }

    /** {@code vastctl test} on the simulated market, as fast as it goes. */
    public Ran simulate(String... more) {
        List<String> args = new ArrayList<>(List.of("test"));
        if (Arrays.stream(more).noneMatch(arg -> arg.startsWith("--simulate="))) args.add(FAST.get(0));
        if (!Arrays.asList(more).contains("--speed")) args.addAll(FAST.subList(1, FAST.size()));
        if (!Arrays.asList(more).contains("--strictness")) args.addAll(List.of("--strictness", "balanced"));
        args.addAll(Arrays.asList(more));
        return run(args.toArray(String[]::new));
    }

    /** Runs a command that ends only by a signal, on real time; both writers are read while it runs. */
    public int runForReal(StringWriter out, StringWriter err, String... args) {
        return runForReal(out, err, Sleeper.REAL, args);
    }

    /** The same with waits of another length. */
    public int runForReal(StringWriter out, StringWriter err, Sleeper sleeper, String... args) {
        WorkbenchFactory process = process(out, err);
        return Cli.run(
                args,
                new WorkbenchFactory(
                        process.terminal(), process.environment(), Clock.systemUTC(), sleeper, process.interruption()),
                VERSION);
    }

    /** On a terminal on which lines are redrawn. */
    public Ran runOnScreen(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new PrintWriter(err), () -> Optional.of(new WindowSize(24, 100)));
        Terminal terminal = Terminal.redrawing(
                new PrintWriter(out), screen, new BufferedReader(new StringReader(typed)), somebodyThere);
        int code = Cli.run(
                args,
                new WorkbenchFactory(terminal, Map.copyOf(environment), time, time, () -> ExitCode.INTERRUPTED),
                VERSION);
        return new Ran(code, out.toString(), err.toString());
    }

    public Workbench bench() {
        return process(new StringWriter(), new StringWriter()).open(new GlobalOptions());
    }

    private WorkbenchFactory process(StringWriter out, StringWriter err) {
        Terminal terminal = new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(typed)),
                false,
                somebodyThere);
        return new WorkbenchFactory(terminal, Map.copyOf(environment), time, time, () -> ExitCode.INTERRUPTED);
    }

    /** Writes a file below the home and gives its path. */
    public Path write(Path file, String text) {
        try {
            Path parent = file.getParent();
            if (parent != null) Files.createDirectories(parent);
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
