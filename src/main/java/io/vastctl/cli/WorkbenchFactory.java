package io.vastctl.cli;

import io.vastctl.time.Sleeper;
import java.time.Clock;
import java.util.Map;

/**
 * What the process gives every command.
 *
 * @param environment the environment variables
 * @param clock the time outside a simulated market
 * @param sleeper lets that time pass
 */
record WorkbenchFactory(Terminal terminal, Map<String, String> environment, Clock clock, Sleeper sleeper) {

    Workbench open(GlobalOptions global) {
        return new Workbench(global, this);
    }
}
