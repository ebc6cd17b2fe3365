package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.LayeredFiles;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.LeaseLoop;
import io.vastctl.simulator.market.Order;
import io.vastctl.simulator.market.ServerRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The files that the machine itself shows, worked out when they are read. */
final class MachineFiles implements LayeredFiles.Base {

    static final String CACHE = "/root/.cache/huggingface";
    static final String LIBCUDA = "/usr/lib/x86_64-linux-gnu/libcuda.so.1";

    private static final String ONSTART_LOG = "/var/log/onstart.log";
    private static final String LEASE = "/root/.vastctl-lease";
    private static final String LEASE_PID = LEASE + ".pid";
    private static final String LEASE_LOG = "/var/log/vastctl-lease.log";
    private static final String CURLRC = "/root/.vastctl/curlrc";
    private static final Pattern REDIRECTED = Pattern.compile(">>?\\s*[\"']?(/[^\\s\"';&|$]+\\.log)");
    private static final Pattern PROCESS = Pattern.compile("/proc/(\\d+)/(cmdline|comm|stat)");

    private final Machine machine;
    private final Contract contract;
    private final String logPath;
    private final Map<String, Supplier<String>> fixed = new HashMap<>();
    private final LogText log;
    private final boolean own;
    private final boolean holds;
    private final String pidPath;
    private final String exitPath;
    private final String holdPath;

    /**
     * All that decides which files there are.
     *
     * @param server the same start until somebody kills it
     * @param holds whether the process that holds back the download runs
     */
    private record State(
            Planned server,
            boolean begun,
            boolean alive,
            boolean engine,
            boolean downloading,
            boolean holds,
            Object lease) {}

    /** Equal to itself alone. */
    private record Planned(ServerRun run) {
        @Override
        @SuppressWarnings("ReferenceEquality") // to compare two logs line by line would take longer than it saves
        public boolean equals(Object other) {
            return other instanceof Planned planned && planned.run == run;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(run);
        }
    }

    MachineFiles(Machine machine) {
        this.machine = machine;
        this.contract = machine.contract();
        this.logPath = logPath(contract.order());
        this.log = new LogText(contract.server());
        this.own = hasOwnStartScript(contract);
        this.holds = contract.order().holdsDownload();
        String marks = contract.order().marks();
        this.pidPath = marks + ".pid";
        this.exitPath = marks + ".exit";
        this.holdPath = marks + ".hold";
        ProcFiles proc = new ProcFiles(machine);
        proc.addTo(fixed);
        fixed.put("/proc/1/environ", () -> joined(containerEnvironment()));
        fixed.put("/root/onstart.sh", () -> contract.order().onstart() + "\n");
        fixed.put("/root/.ssh/authorized_keys", () -> String.join("\n", machine.keys()) + "\n");
        fixed.put("/root/.bashrc", () -> "# ~/.bashrc\n");
        fixed.put("/etc/hostname", () -> hostname(contract) + "\n");
        fixed.put("/etc/hosts", () -> "127.0.0.1\tlocalhost\n172.17.0.2\t" + hostname(contract) + "\n");
        fixed.put("/etc/resolv.conf", () -> "nameserver 8.8.8.8\n");
        fixed.put("/etc/os-release", () -> """
                PRETTY_NAME="Ubuntu 22.04.5 LTS"
                NAME="Ubuntu"
                VERSION_ID="22.04"
                VERSION="22.04.5 LTS (Jammy Jellyfish)"
                VERSION_CODENAME=jammy
                ID=ubuntu
                ID_LIKE=debian
                """);
        fixed.put("/etc/environment", () -> "PATH=\"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"\n");
        fixed.put("/dev/null", () -> "");
        for (int card = 0; card < contract.offer().gpus(); card++) fixed.put("/dev/nvidia" + card, () -> "");
        fixed.put("/dev/nvidiactl", () -> "");
        fixed.put("/dev/nvidia-uvm", () -> "");
        if (!contract.has(Fault.LIBCUDA_MISSING)) fixed.put(LIBCUDA, () -> "\u007fELF");
    }

    /** What the shell prompt and the hostname call it. */
    static String hostname(Contract contract) {
        return "C." + contract.id();
    }

    /** Whether the start script keeps the marks of our own tool: its log, its pid and its exit code. */
    static boolean hasOwnStartScript(Contract contract) {
        return contract.order().keepsMarks();
    }

    /** Where the start script sends the server's words; its own output where it says nothing. */
    static String logPath(Order order) {
        if (order.keepsMarks() || order.onstart().contains(order.marks() + ".log")) return order.marks() + ".log";
        Matcher redirected = REDIRECTED.matcher(order.onstart());
        // The lease in front has a log of its own.
        return redirected
                .results()
                .map(result -> result.group(1))
                .filter(path -> !path.equals(LEASE_LOG))
                .findFirst()
                .orElse(ONSTART_LOG);
    }

    @Override
    public Optional<String> read(String path) {
        Supplier<String> text = fixed.get(path);
        if (text != null) return Optional.of(text.get());
        if (path.startsWith("/proc/")) {
            Matcher process = PROCESS.matcher(path);
            if (process.matches()) return process(process);
        }
        return ofLease(path).or(() -> ofServer(path));
    }

    @Override
    public Optional<byte[]> bytes(String path) {
        boolean begun = path.equals(logPath) && machine.server().begun(machine.now());
        return begun ? Optional.of(log.bytes(machine.server(), machine.now())) : LayeredFiles.Base.super.bytes(path);
    }

    private Optional<String> process(Matcher path) {
        return machine.processes().byPid(Integer.parseInt(path.group(1))).map(running -> switch (path.group(2)) {
            case "cmdline" -> running.command().replace(' ', '\0') + "\0";
            case "comm" -> running.name() + "\n";
            default -> running.pid() + " (" + running.name() + ") S " + running.parent() + "\n";
        });
    }

    @Override
    public boolean keeps(String path) {
        return path.equals(LEASE) && contract.lease().isPresent();
    }

    @Override
    public void change(String path, Optional<String> text) {
        machine.leaseFile(text);
    }

    /** What the loop of the lease keeps there. */
    private Optional<String> ofLease(String path) {
        return contract.lease().flatMap(loop -> switch (path) {
            case LEASE -> loop.file();
            case LEASE_PID -> loop.log().isEmpty() ? Optional.empty() : Optional.of(LeaseLoop.PID + " curl\n");
            case LEASE_LOG -> loop.log().isEmpty() ? Optional.empty() : Optional.of(loop.log());
            default -> Optional.empty();
        });
    }

    private Optional<String> ofServer(String path) {
        ServerRun server = machine.server();
        boolean begun = server.begun(machine.now());
        boolean dead = begun && !server.alive(machine.now());
        if (path.equals(logPath)) {
            if (begun) return Optional.of(log.text(server, machine.now()));
            return path.equals(ONSTART_LOG) ? Optional.of("") : Optional.empty();
        }
        if (path.equals(pidPath)) return own && begun ? Optional.of(server.pid() + "\n") : Optional.empty();
        if (path.equals(exitPath)) return own && dead ? Optional.of(server.exitCode() + "\n") : Optional.empty();
        if (path.equals(holdPath)) return own && begun && holds ? Optional.of(Processes.HOLD + "\n") : Optional.empty();
        return switch (path) {
            case ONSTART_LOG -> Optional.of("");
            case CURLRC -> own && begun ? Optional.of(curlrc()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private String curlrc() {
        String key = contract.order().serverKey();
        return key.isEmpty() ? "" : "header = \"Authorization: Bearer " + key + "\"\n";
    }

    @Override
    public Object state() {
        List<Object> lease = contract.lease()
                .map(loop -> List.<Object>of(
                        loop.runs(), loop.file().isPresent(), loop.log().isEmpty()))
                .orElse(List.of());
        ServerRun server = machine.server();
        Instant now = machine.now();
        return new State(
                new Planned(server),
                server.begun(now),
                server.alive(now),
                Processes.engineStarted(server, now),
                !now.isBefore(server.downloadFrom()),
                machine.holdsDownload(),
                lease);
    }

    @Override
    public Set<String> paths() {
        Set<String> all = new TreeSet<>(fixed.keySet());
        for (String path : new String[] {logPath, ONSTART_LOG, pidPath, exitPath, holdPath, CURLRC}) {
            if (ofServer(path).isPresent()) all.add(path);
        }
        for (String path : new String[] {LEASE, LEASE_PID, LEASE_LOG}) {
            if (ofLease(path).isPresent()) all.add(path);
        }
        for (Processes.Running running : machine.processes().all()) {
            all.add("/proc/" + running.pid() + "/cmdline");
            all.add("/proc/" + running.pid() + "/comm");
        }
        all.add("/tmp/");
        all.add("/dev/shm/");
        all.add("/run/");
        all.add("/workspace/");
        all.add("/usr/local/bin/");
        ServerRun server = machine.server();
        if (server.begun(machine.now())) {
            String model = contract.order().model().replace("/", "--");
            boolean downloading = !machine.now().isBefore(server.downloadFrom());
            all.add(CACHE + "/" + (downloading ? "hub/models--" + model + "/" : ""));
        }
        return all;
    }

    /**
     * The environment of the container's first process, which an SSH session lacks: what was ordered, and what
     * Vast.ai adds (vast-api: CONTAINER_ID, CONTAINER_API_KEY, PUBLIC_IPADDR, VAST_TCP_PORT_n).
     */
    Map<String, String> containerEnvironment() {
        Map<String, String> all = new TreeMap<>();
        contract.order().environment().forEach((name, value) -> {
            if (!name.startsWith("-")) all.put(name, value);
        });
        all.put("CONTAINER_ID", String.valueOf(contract.id()));
        all.put("VAST_CONTAINERLABEL", hostname(contract));
        all.put("CONTAINER_API_KEY", machine.chance().hex(64, "key", contract.id()));
        all.put("PUBLIC_IPADDR", "127.0.0.1");
        contract.ports().forEach((inside, outside) -> all.put("VAST_TCP_PORT_" + inside, String.valueOf(outside)));
        all.put("NVIDIA_VISIBLE_DEVICES", "all");
        all.put("PATH", "/opt/venv/bin:/usr/local/nvidia/bin:/usr/local/cuda/bin:/usr/local/bin:/usr/bin:/bin");
        return all;
    }

    private static String joined(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\0")
                .collect(Collectors.joining());
    }
}
