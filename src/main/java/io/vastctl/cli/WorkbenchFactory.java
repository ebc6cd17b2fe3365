package io.vastctl.cli;

import java.util.Map;

/**
 * What the process gives every command.
 *
 * @param environment the environment variables
 */
record WorkbenchFactory(Terminal terminal, Map<String, String> environment) {

    Workbench open(GlobalOptions global) {
        return new Workbench(global, terminal, environment);
    }
}
