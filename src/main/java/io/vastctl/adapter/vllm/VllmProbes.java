package io.vastctl.adapter.vllm;

import io.vastctl.readiness.Probe;
import java.time.Duration;
import java.util.List;

/** What to look at while vLLM starts. Each is cheap, since all of them run every few seconds. */
final class VllmProbes {

    static final String PROCESS = "process";
    static final String HEALTH = "health";
    static final String MODELS = "models";
    static final String LOG = "log";
    static final String CACHE = "cache";
    static final String AUTOPSY = "autopsy";

    private final VllmPaths paths;

    VllmProbes(VllmPaths paths) {
        this.paths = paths;
    }

    List<Probe> on(int port) {
        String base = "http://127.0.0.1:" + port;
        return List.of(
                Probe.run(PROCESS, process(), Duration.ofSeconds(5)),
                Probe.run(
                        HEALTH,
                        "curl -s -o /dev/null -m 4 -w '%{http_code}' " + base + "/health",
                        Duration.ofSeconds(5)),
                Probe.run(
                        MODELS,
                        "curl -s -m 4 -K " + word(paths.curlrc()) + " " + base + "/v1/models",
                        Duration.ofSeconds(5)),
                Probe.follow(LOG, paths.log(), Duration.ofSeconds(10)),
                Probe.run(CACHE, "du -sb " + word(paths.cache()), Duration.ofSeconds(10)),
                Probe.run(AUTOPSY, autopsy(), Duration.ofSeconds(10)));
    }

    /**
     * Prints {@code alive PID}, {@code exited CODE} or {@code absent}. A worker alone counts as alive: with
     * a start script of the operator's own there may be no file that names the main process.
     */
    private String process() {
        return """
                pid=$(cat PID 2>/dev/null)
                if [ -s EXIT ]; then echo "exited $(cat EXIT)"
                elif [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then echo "alive $pid"
                else
                  worker=$(grep -la '^VLLM[:]:' /proc/[0-9]*/cmdline 2>/dev/null | head -n 1)
                  worker=${worker#/proc/}
                  if [ -n "$worker" ]; then echo "alive ${worker%%/*}"
                  elif [ -n "$pid" ]; then echo "exited unknown"
                  else echo absent; fi
                fi""".replace("PID", word(paths.pid())).replace("EXIT", word(paths.exit()));
    }

    /** After a death only: what the host has to say. The log alone often cannot tell whose fault it was. */
    private String autopsy() {
        return "[ -s " + word(paths.exit()) + " ] || exit 0; nvidia-smi 2>&1; df -Pk /;"
                + " grep -H . /sys/fs/cgroup/memory.events 2>/dev/null; exit 0";
    }

    private static String word(String text) {
        return VllmStartScript.quoted(text);
    }
}
