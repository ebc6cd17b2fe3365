package io.vastctl.guard.loop;

import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.Optional;

/** Shell commands for the server of a rented machine, as its adapter knows them. */
final class ServerCommands {

    /** Longer than an adapter's command may take. */
    private static final Duration LIMIT = Duration.ofSeconds(35);

    private ServerCommands() {}

    /** Ends the server, and starts nothing again; empty if the adapter cannot. */
    static Optional<Probe> stop(ReadinessAdapter adapter, Workload workload) {
        return adapter.stopCommand(workload).map(command -> Probe.run("stop-server", command, LIMIT));
    }

    /** Ends the server and starts it again; empty if the adapter cannot. */
    static Optional<Probe> restart(ReadinessAdapter adapter, Workload workload) {
        return adapter.restartCommand(workload).map(command -> Probe.run("restart-server", command, LIMIT));
    }
}
