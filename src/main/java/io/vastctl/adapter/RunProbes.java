package io.vastctl.adapter;

import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ShellWord;
import java.time.Duration;

/** What to look at whatever the server is, by the files that its start script keeps. Each probe is cheap. */
public final class RunProbes {

    /** Prints {@code alive PID}, {@code exited CODE} or {@code absent}. */
    public static final String PROCESS = "process";

    public static final String LOG = "log";

    /** Prints the size of the model cache in bytes. */
    public static final String CACHE = "cache";

    /** Prints what the host has to say after a death. */
    public static final String AUTOPSY = "autopsy";

    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final Duration WHILE = Duration.ofSeconds(10);

    private RunProbes() {}

    /**
     * Whether the main process lives.
     *
     * @param otherwise shell lines that speak where no file names a living process; {@code $pid} is what the file named,
     *     empty without one
     */
    public static Probe process(RunFiles files, String otherwise) {
        String script = """
                pid=$(cat PID 2>/dev/null)
                if [ -s EXIT ]; then echo "exited $(cat EXIT)"
                elif [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then echo "alive $pid"
                else
                OTHERWISE
                fi""";
        return Probe.run(
                PROCESS,
                script.replace("PID", ShellWord.of(files.pid()))
                        .replace("EXIT", ShellWord.of(files.exit()))
                        .replace("OTHERWISE", otherwise.stripTrailing()),
                MOMENT);
    }

    public static Probe log(RunFiles files) {
        return Probe.follow(LOG, files.log(), WHILE);
    }

    public static Probe cache(RunFiles files) {
        return Probe.run(CACHE, "du -sb " + ShellWord.of(files.cache()), WHILE);
    }

    /** After a death only: the log alone often cannot tell whose fault it was. */
    public static Probe autopsy(RunFiles files) {
        return Probe.run(
                AUTOPSY,
                "[ -s " + ShellWord.of(files.exit()) + " ] || exit 0; nvidia-smi 2>&1; df -Pk /;"
                        + " grep -H . /sys/fs/cgroup/memory.events 2>/dev/null; exit 0",
                WHILE);
    }
}
