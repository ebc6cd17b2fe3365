package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import io.vastctl.time.Sleeper;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the process gives every command.
 *
 * @param environment the environment variables
 * @param clock the time outside a simulated market
 * @param sleeper lets that time pass
 * @param interruption the exit code that belongs to the signal which came
 * @param lastWords said if the process leaves at once
 * @param events where {@code --events -} writes
 * @param settled told the exit code as soon as it stands
 */
public record WorkbenchFactory(
        Terminal terminal,
        Map<String, String> environment,
        Clock clock,
        Sleeper sleeper,
        Supplier<ExitCode> interruption,
        LastWords lastWords,
        PrintWriter events,
        Consumer<ExitCode> settled) {

    /** Events go where results go. */
    public WorkbenchFactory(
            Terminal terminal,
            Map<String, String> environment,
            Clock clock,
            Sleeper sleeper,
            Supplier<ExitCode> interruption,
            LastWords lastWords) {
        this(terminal, environment, clock, sleeper, interruption, lastWords, terminal.out(), code -> {});
    }

    /** For a process that no signal ends at once. */
    public WorkbenchFactory(
            Terminal terminal,
            Map<String, String> environment,
            Clock clock,
            Sleeper sleeper,
            Supplier<ExitCode> interruption) {
        this(terminal, environment, clock, sleeper, interruption, new LastWords());
    }

    /** The same process with another terminal. */
    WorkbenchFactory with(Terminal other) {
        return new WorkbenchFactory(other, environment, clock, sleeper, interruption, lastWords, events, settled);
    }

    /** The same process with somebody else who is told the exit code. */
    WorkbenchFactory settledBy(Consumer<ExitCode> listener) {
        return new WorkbenchFactory(terminal, environment, clock, sleeper, interruption, lastWords, events, listener);
    }

    /** The same with results among the talk, so that nothing but events is on stdout. */
    WorkbenchFactory eventsAlone() {
        return with(
                new Terminal(terminal.err(), terminal.err(), terminal.in(), terminal.live(), terminal.interactive()));
    }

    public Workbench open(GlobalOptions global) {
        return new Workbench(global, this);
    }
}
