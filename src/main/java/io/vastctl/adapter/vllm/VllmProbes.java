package io.vastctl.adapter.vllm;

import io.vastctl.adapter.RunFiles;
import io.vastctl.adapter.RunProbes;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ShellWord;
import java.time.Duration;
import java.util.List;

/** What to look at while vLLM starts. Each is cheap, since all of them run every few seconds. */
final class VllmProbes {

    static final String PROCESS = RunProbes.PROCESS;
    static final String HEALTH = "health";
    static final String MODELS = "models";
    static final String LOG = RunProbes.LOG;
    static final String CACHE = RunProbes.CACHE;
    static final String AUTOPSY = RunProbes.AUTOPSY;

    /**
     * A worker alone counts as alive: with a start script of the operator's own there may be no file that names the
     * main process.
     */
    private static final String WORKER = """
              worker=$(grep -la '^VLLM[:]:' /proc/[0-9]*/cmdline 2>/dev/null | head -n 1)
              worker=${worker#/proc/}
              if [ -n "$worker" ]; then echo "alive ${worker%%/*}"
              elif [ -n "$pid" ]; then echo "exited unknown"
              else echo absent; fi
            """;

    private final RunFiles files;

    VllmProbes(RunFiles files) {
        this.files = files;
    }

    List<Probe> on(int port) {
        String base = "http://127.0.0.1:" + port;
        return List.of(
                RunProbes.process(files, WORKER),
                Probe.run(
                        HEALTH,
                        "curl -s -o /dev/null -m 4 -w '%{http_code}' " + base + "/health",
                        Duration.ofSeconds(5)),
                Probe.run(
                        MODELS,
                        "curl -s -m 4 -K " + ShellWord.of(files.curlrc()) + " " + base + "/v1/models",
                        Duration.ofSeconds(5)),
                RunProbes.log(files),
                RunProbes.cache(files),
                RunProbes.autopsy(files));
    }
}
