package io.vastctl.cli.rent;

import picocli.CommandLine.Command;

/** {@code vastctl test}: the validation run. */
@Command(name = "test", description = "Rent the best offer, verify that it serves tokens, destroy it and prove it.")
public final class TestCommand extends EndpointCommand {
    @Override
    protected String command() {
        return "test";
    }

    /** What {@code up} prints is needed to use the endpoint; here nothing is left to use. */
    @Override
    protected boolean silentOnSuccess() {
        return true;
    }
}
