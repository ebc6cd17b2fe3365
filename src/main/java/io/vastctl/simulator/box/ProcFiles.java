package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Contract;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What the kernel tells under {@code /proc} and {@code /sys}. */
final class ProcFiles {

    private static final String TCP_HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt" + "   uid  timeout inode\n";
    private static final int SSH = 22;

    private final Machine machine;
    private final Contract contract;

    ProcFiles(Machine machine) {
        this.machine = machine;
        this.contract = machine.contract();
    }

    void addTo(Map<String, Supplier<String>> files) {
        files.put("/proc/meminfo", this::memory);
        files.put("/proc/loadavg", this::load);
        files.put("/proc/uptime", this::uptime);
        files.put("/proc/net/dev", this::network);
        files.put("/proc/net/tcp", this::ports);
        files.put("/proc/net/tcp6", () -> TCP_HEAD);
        files.put("/proc/cpuinfo", this::cpus);
        files.put("/proc/version", () -> "Linux version 5.15.0-139-generic (buildd@lcy02) #149-Ubuntu SMP\n");
        files.put("/proc/driver/nvidia/version", this::driver);
        files.put("/proc/mounts", () -> "overlay / overlay rw,relatime 0 0\nproc /proc proc rw 0 0\n");
        files.put("/sys/fs/cgroup/memory.events", () -> "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n");
        files.put("/sys/fs/cgroup/memory.current", () -> machine.readings().memoryUsedKb() * 1024 + "\n");
        files.put("/sys/fs/cgroup/memory.max", () -> machine.readings().memoryTotalKb() * 1024 + "\n");
    }

    private String memory() {
        Readings now = machine.readings();
        long free = now.memoryTotalKb() - now.memoryUsedKb() - now.cachedKb();
        String row = "%-16s%8d kB%n";
        return String.format(row, "MemTotal:", now.memoryTotalKb())
                + String.format(row, "MemFree:", free)
                + String.format(row, "MemAvailable:", free + now.cachedKb())
                + String.format(row, "Buffers:", 0)
                + String.format(row, "Cached:", now.cachedKb())
                + String.format(row, "SwapTotal:", 0)
                + String.format(row, "SwapFree:", 0);
    }

    private String load() {
        double load = machine.readings().load();
        int processes = machine.processes().all().size();
        return String.format(Locale.ROOT, "%.2f %.2f %.2f 1/%d 4711%n", load, load * 0.8, load * 0.5, processes * 12);
    }

    private String uptime() {
        double seconds = machine.readings().hostUp().toMillis() / 1000.0;
        return String.format(
                Locale.ROOT,
                "%.2f %.2f%n",
                seconds,
                seconds * machine.readings().cores() * 0.9);
    }

    private String network() {
        Readings now = machine.readings();
        return "Inter-|   Receive                                                |  Transmit\n"
                + " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo"
                + " colls carrier compressed\n"
                + "    lo:  184320    1460    0    0    0     0          0         0   184320    1460    0    0    0"
                + "     0       0          0\n"
                + String.format(
                        "  eth0: %d %d    0    0    0     0          0         0 %d %d    0    0    0     0       0          0%n",
                        now.received(), now.received() / 1400, now.sent(), now.sent() / 70);
    }

    private String ports() {
        StringBuilder text = new StringBuilder(TCP_HEAD);
        text.append(listening(0, SSH, 24_001));
        if (machine.serves()) text.append(listening(1, contract.order().serverPort(), 91_377));
        return text.toString();
    }

    private static String listening(int row, int port, int inode) {
        return String.format(
                "%4d: 00000000:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 %d 1"
                        + " 0000000000000000 100 0 0 10 0%n",
                row, port, inode);
    }

    private String cpus() {
        StringBuilder text = new StringBuilder();
        for (int core = 0; core < machine.readings().cores(); core++) {
            text.append("processor\t: ").append(core).append("\nmodel name\t: ");
            text.append(contract.offer().text("cpu_name")).append("\n\n");
        }
        return text.toString();
    }

    private String driver() {
        return "NVRM version: NVIDIA UNIX x86_64 Kernel Module  "
                + contract.offer().text("driver_version")
                + "  Release Build\nGCC version:  gcc version 11.4.0 (Ubuntu 11.4.0-1ubuntu1~22.04)\n";
    }
}
