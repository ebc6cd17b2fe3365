package io.vastctl.adapter.http;

import io.vastctl.readiness.Probe;
import io.vastctl.workload.HttpAnswer;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What to look at while a server starts. Each is cheap, since all of them run every few seconds. */
final class ServerProbes {

    static final String PROCESS = "process";
    static final String READY = "ready";
    static final String LOG = "log";
    static final String CACHE = "cache";
    static final String MEMORY = "gpu-memory";
    static final String AUTOPSY = "autopsy";

    /** What a server says at its root. */
    static final HttpAnswer ANYTHING = new HttpAnswer("/", 200, Optional.empty(), Optional.empty());

    private final ServerPaths paths;

    ServerProbes(ServerPaths paths) {
        this.paths = paths;
    }

    /** What the workload waits for; 200 at the root where its file does not say. */
    static HttpAnswer expected(Workload workload) {
        return workload.serving().ready().orElse(ANYTHING);
    }

    List<Probe> of(Workload workload) {
        Duration moment = Duration.ofSeconds(5);
        Duration while10 = Duration.ofSeconds(10);
        return List.of(
                Probe.run(PROCESS, process(), moment),
                Probe.run(READY, ready(workload.port(), expected(workload).path()), moment),
                Probe.follow(LOG, paths.log(), while10),
                Probe.run(CACHE, "du -sb " + word(paths.cache()), while10),
                Probe.run(MEMORY, "nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits", while10),
                Probe.run(AUTOPSY, autopsy(), while10));
    }

    /** Prints {@code alive PID}, {@code exited CODE} or {@code absent}. */
    private String process() {
        return """
                pid=$(cat PID 2>/dev/null)
                if [ -s EXIT ]; then echo "exited $(cat EXIT)"
                elif [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; then echo "alive $pid"
                elif [ -n "$pid" ]; then echo "exited unknown"
                else echo absent; fi""".replace("PID", word(paths.pid())).replace("EXIT", word(paths.exit()));
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
                .replace("@RC@", word(paths.curlrc()))
                .replace("@URL@", word("http://127.0.0.1:" + port + path))
                .replace("@PATH@", word(path));
    }

    /** After a death only: what the host has to say. The log alone often cannot tell whose fault it was. */
    private String autopsy() {
        return "[ -s " + word(paths.exit()) + " ] || exit 0; nvidia-smi 2>&1; df -Pk /;"
                + " grep -H . /sys/fs/cgroup/memory.events 2>/dev/null; exit 0";
    }

    private static String word(String text) {
        return ServerStartScript.quoted(text);
    }
}
