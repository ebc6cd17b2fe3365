package io.vastctl.guard.loop;

import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.time.Duration;

/**
 * Shell commands for the server of a rented machine. Our start scripts note its process number; the variables that the
 * container was started with, the endpoint's key among them, stand in {@code /proc/1/environ} alone.
 */
final class ServerCommands {

    private static final Duration LIMIT = Duration.ofSeconds(25);

    /** Where {@code vllm} and {@code http} start scripts write the number of the server's process. */
    private static final String PIDS = "/tmp/vllm.pid /tmp/vastctl-server.pid";

    /** The whole session of the server, first politely. */
    private static final String STOP = "for f in " + PIDS + "; do { read -r p <$f; } 2>/dev/null || continue;"
            + " kill -TERM -$p 2>/dev/null || kill -TERM $p 2>/dev/null; done; sleep 2;"
            + " for f in " + PIDS + "; do { read -r p <$f; } 2>/dev/null || continue;"
            + " kill -KILL -$p 2>/dev/null || kill -KILL $p 2>/dev/null; done";

    private ServerCommands() {}

    /** Ends the server, and starts nothing again. */
    static Probe stop() {
        return Probe.run("stop-server", STOP + "; echo stopped", LIMIT);
    }

    /** Ends the server and starts it as the start script did. */
    static Probe restart(ReadinessAdapter adapter, Workload workload) {
        String key = workload.serving()
                .keyVariable()
                .map(name -> name + "=$(tr '\\0' '\\n' </proc/1/environ | sed -n 's/^" + name + "=//p'); export " + name
                        + "\n")
                .orElse("");
        return Probe.run(
                "restart-server", STOP + "\n" + key + adapter.startScript(workload) + "\necho restarted", LIMIT);
    }
}
