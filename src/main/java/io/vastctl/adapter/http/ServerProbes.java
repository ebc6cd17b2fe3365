package io.vastctl.adapter.http;

import io.vastctl.adapter.RunFiles;
import io.vastctl.adapter.RunProbes;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ShellWord;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What to look at while a server starts. Each is cheap, since all of them run every few seconds. */
final class ServerProbes {

    static final String PROCESS = RunProbes.PROCESS;
    static final String READY = "ready";
    static final String LOG = RunProbes.LOG;
    static final String CACHE = RunProbes.CACHE;
    static final String MEMORY = "gpu-memory";
    static final String AUTOPSY = RunProbes.AUTOPSY;

    /** What a server says at its root. */
    static final HttpAnswer ANYTHING = new HttpAnswer("/", 200, Optional.empty(), Optional.empty());

    private static final String UNSEEN = "  if [ -n \"$pid\" ]; then echo \"exited unknown\"; else echo absent; fi";

    private final RunFiles files;

    ServerProbes(RunFiles files) {
        this.files = files;
    }

    /** What the workload waits for; 200 at the root where its file does not say. */
    static HttpAnswer expected(Workload workload) {
        return workload.serving().ready().orElse(ANYTHING);
    }

    List<Probe> of(Workload workload) {
        return List.of(
                RunProbes.process(files, UNSEEN),
                Probe.run(READY, ready(workload.port(), expected(workload).path()), Duration.ofSeconds(5)),
                RunProbes.log(files),
                RunProbes.cache(files),
                Probe.run(
                        MEMORY,
                        "nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits",
                        Duration.ofSeconds(10)),
                RunProbes.autopsy(files));
    }

    /**
     * The whole reply with its head. Not every image has curl (Ollama's has none), so bash speaks HTTP itself where
     * it must.
     */
    private String ready(int port, String path) {
        return """
                if command -v curl >/dev/null; then
                  curl -s -i -m 4 -K @RC@ @URL@
                elif command -v bash >/dev/null; then
                  key=$(sed -n 's/^header = "\\(.*\\)"$/\\1/p' @RC@)
                  bash -c 'exec 3<>/dev/tcp/127.0.0.1/@PORT@ || exit 7
                    printf "GET %s HTTP/1.0\\r\\nHost: localhost\\r\\n%s\\r\\n\\r\\n" "$1" "${2:-Accept: */*}" >&3
                    cat <&3' ready @PATH@ "$key" 2>/dev/null
                else echo 'vastctl: neither curl nor bash is there'; fi""".replace("@PORT@", String.valueOf(port))
                .replace("@RC@", ShellWord.of(files.curlrc()))
                .replace("@URL@", ShellWord.of("http://127.0.0.1:" + port + path))
                .replace("@PATH@", ShellWord.of(path));
    }
}
