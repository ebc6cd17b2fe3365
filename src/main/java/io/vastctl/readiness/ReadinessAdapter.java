package io.vastctl.readiness;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Knows one kind of server: what to look at, and what it means. Found by {@link
 * java.util.ServiceLoader}, so it needs a public constructor without arguments and a line in {@code
 * META-INF/services/io.vastctl.readiness.ReadinessAdapter}.
 *
 * <p>An adapter holds no I/O and no state. Its methods may be called from several threads, must
 * return promptly, and must not return null. An exception from {@link #assess} counts as "nothing
 * was learnt at this look"; when that goes on, the attempt ends and nobody is blamed. Each call of a plug-in's method
 * may take 5 seconds.
 */
public interface ReadinessAdapter {

    /** The version of this contract. A plug-in JAR may name the one it was built for; another is refused. */
    int API_VERSION = 1;

    /** Under which name a plug-in JAR's manifest says it. */
    String API_ATTRIBUTE = "Vastctl-Adapter-Api";

    /** The word in a workload's {@code adapter:}; lower case. */
    String id();

    /** The longest the workload may take from the first login to the first token. */
    Duration startupWindow();

    /** The longest a phase may last without semantic progress. */
    default Duration stallLimit() {
        return Duration.ofMinutes(5);
    }

    /** The same for one workload, whose file may say another time; this is what counts. */
    default Duration startupWindow(Workload workload) {
        return workload.serving().window().orElseGet(this::startupWindow);
    }

    /** The longest that phase may last without semantic progress; by default the same for all. */
    default Duration stallLimit(Phase phase) {
        return stallLimit();
    }

    /** The same for one workload, whose file may say one time for all phases; this is what counts. */
    default Duration stallLimit(Workload workload, Phase phase) {
        return workload.serving().stall().orElseGet(() -> stallLimit(phase));
    }

    /**
     * The POSIX shell script that starts the server on the rented machine, below 4000 characters. It runs
     * once the container is up and must not wait for the server. By default the workload's own.
     */
    default String startScript(Workload workload) {
        return workload.startScript().orElse("");
    }

    /**
     * The shell command that lets go of a model download which the start script holds back until the machine has
     * passed its check; it ends at once. The start script must go on by itself when it never comes. By default none.
     */
    default Optional<String> releaseCommand(Workload workload) {
        return Optional.empty();
    }

    /**
     * The shell command that ends the server, and leaves the container as it is; it ends within half a minute. By
     * default none, as nobody knows which process it is.
     */
    default Optional<String> stopCommand(Workload workload) {
        return Optional.empty();
    }

    /** The shell command that ends the server, if it runs, and starts it again without waiting for it; by default none. */
    default Optional<String> restartCommand(Workload workload) {
        return Optional.empty();
    }

    /** The id under which the server lists the model; the model's own name unless the arguments give another. */
    default String servedModel(Workload workload) {
        return workload.model();
    }

    /** What to look at in one tick; see {@link Probe}. Called once per rental. */
    List<Probe> probes(Workload workload);

    /**
     * A number that changes whenever the server has said something new in its log; noise that repeats while nothing
     * happens is best left out. By default the length of the probe {@code log}.
     */
    default long saying(ProbeReport report) {
        return report.stdout("log").length();
    }

    /** A fresh reader for a saved log of this server; absent if the adapter judges reports only. */
    default Optional<LogReading> logReading() {
        return Optional.empty();
    }

    /**
     * Judges one report. Pure.
     *
     * @param now carries the workload it is about
     * @param before the report of the look before, absent at the first look and after a reconnect
     */
    Assessment assess(ProbeReport now, Optional<ProbeReport> before);
}
