package io.vastctl.readiness;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Signs that a machine is at work, whatever its server says: CPU time, network bytes, GPU memory. None of them is
 * progress; only when all that are known are still is a silence believed.
 *
 * @param values by name; a sign that could not be read is not in it
 */
record Vitals(Map<String, Long> values) {

    static final String PROBE = "vitals";

    /** A second of CPU time in a few seconds, a megabyte received, 32 MiB of GPU memory: less is housekeeping. */
    private static final Map<String, Long> LEAST = Map.of("cpu", 1_000L, "network", 1_000_000L, "gpu-memory", 32L);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** CPU in milliseconds, network in bytes received by all but the loopback, GPU memory in MiB over all cards. */
    private static final String COMMAND = """
            cpu=$(sed -n 's/^usage_usec //p' /sys/fs/cgroup/cpu.stat 2>/dev/null)
            if [ -n "$cpu" ]; then echo "cpu $((cpu / 1000))"
            elif [ -r /sys/fs/cgroup/cpuacct/cpuacct.usage ]; then
              echo "cpu $(($(cat /sys/fs/cgroup/cpuacct/cpuacct.usage) / 1000000))"
            fi
            sed -n 's/^ *\\([^:]*\\): *\\([0-9]*\\).*/\\1 \\2/p' /proc/net/dev 2>/dev/null |
              { sum=0; while read -r name bytes; do [ "$name" = lo ] || sum=$((sum + bytes)); done; echo "network $sum"; }
            nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits 2>/dev/null |
              { sum=0; seen=; while read -r used; do case $used in *[!0-9]*|'') ;; *) sum=$((sum + used)); seen=1 ;; esac; done
                [ -z "$seen" ] || echo "gpu-memory $sum"; }
            exit 0""";

    Vitals {
        values = Map.copyOf(values);
    }

    static Probe probe() {
        return Probe.run(PROBE, COMMAND, Duration.ofSeconds(5));
    }

    static Vitals of(ProbeReport report) {
        Map<String, Long> values = new HashMap<>();
        report.stdout(PROBE).lines().forEach(line -> {
            String[] words = line.strip().split(" ", -1);
            if (words.length == 2
                    && LEAST.containsKey(words[0])
                    && NUMBER.matcher(words[1]).matches()) values.put(words[0], Long.parseLong(words[1]));
        });
        return new Vitals(values);
    }

    /** Whether any sign has moved by more than housekeeping; a counter that fell has moved too. */
    boolean moved(Vitals since) {
        return LEAST.entrySet().stream().anyMatch(least -> change(since, least.getKey()) >= least.getValue());
    }

    private long change(Vitals since, String sign) {
        Long now = values.get(sign);
        Long then = since.values.get(sign);
        return now == null || then == null ? 0 : Math.abs(now - then);
    }

    /** The names of the signs that are known, for the evidence. */
    String names() {
        return values.isEmpty()
                ? "none"
                : String.join(", ", values.keySet().stream().sorted().toList());
    }
}
