package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the process gives every command.
 *
 * @param environment the environment variables
 * @param clock the time outside a simulated market
 * @param sleeper lets that time pass
 * @param interruption the exit code that belongs to the signal which came
 * @param lastWords said if the process leaves at once
 */
record WorkbenchFactory(
        Terminal terminal,
        Map<String, String> environment,
        Clock clock,
        Sleeper sleeper,
        Supplier<ExitCode> interruption,
        LastWords lastWords) {

    /** For a process that no signal ends at once. */
    WorkbenchFactory(
            Terminal terminal,
            Map<String, String> environment,
            Clock clock,
            Sleeper sleeper,
            Supplier<ExitCode> interruption) {
        this(terminal, environment, clock, sleeper, interruption, new LastWords());
    }

    Workbench open(GlobalOptions global) {
        return new Workbench(global, this);
    }
}
