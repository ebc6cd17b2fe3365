package io.vastctl.cli;

import picocli.CommandLine.Option;

/** Of commands that call the API. */
public final class ExplainOption {

    @Option(
            names = "--explain",
            description = "Show the requests that would be sent, in their order and with what decides; send nothing.")
    public boolean explain;
}
