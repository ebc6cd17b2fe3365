package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.hosts.Scope;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The machine or host that a command is about. */
public final class Subject {

    @Parameters(paramLabel = "<id>", description = "The machine_id, or with --host the host_id.")
    public long id;

    @Option(names = "--host", description = "The ID is a host (owner of many machines), not a machine.")
    public boolean host;

    public Scope scope() {
        return host ? Scope.HOST : Scope.MACHINE;
    }

    /**
     * Its number.
     *
     * @throws UsageException if no machine or host can have this id
     */
    public long id() {
        if (id <= 0) throw new UsageException("ID " + id + ": expected a positive number, a machine_id or host_id");
        return id;
    }

    /**
     * The refusal when it is not what the command is to end.
     *
     * @param hint which one may have been meant
     */
    public UsageException not(String state, String hint) {
        return new UsageException(
                this + " is not " + state + hint + ": see vastctl bad-hosts list" + (host ? "" : ", or add --host"));
    }

    /** Such as {@code machine 142187}. */
    @Override
    public String toString() {
        return scope().word() + " " + id;
    }
}
