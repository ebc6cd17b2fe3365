package io.vastctl.cli;

import picocli.CommandLine.Command;

/** {@code vastctl up}: an endpoint to use. */
@Command(
        name = "up",
        description = "Rent the best offer, verify that it serves tokens, and keep it; prints address and key.",
        footer = {"", "It bills until you end it: vastctl down ID."})
final class UpCommand extends RentingCommand {

    @Override
    String command() {
        return "up";
    }

    @Override
    void check() {
        if (simulate.on() && !runOptions.dryRun)
            throw new UsageException("--simulate: the built-in market ends with this command, so nothing can be kept"
                    + " there; rehearse with vastctl simulate serve, and VAST_URL set to its address");
    }
}
