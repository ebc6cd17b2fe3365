package io.vastctl.simulator.box;

import io.vastctl.simulator.market.LeaseLoop;
import io.vastctl.simulator.market.Order;
import io.vastctl.simulator.market.Registry;
import io.vastctl.simulator.market.ServerRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What runs in the container: Vast.ai's start script and sshd (stand-ins, not captured), and vLLM under the
 * titles it gives itself since July 2025.
 */
final class Processes {

    /** From 0.10.1 on the engine and the workers show their own titles. */
    private static final int TITLED = 1001;

    private static final int LAUNCHER = 1;
    private static final int SSHD = 31;
    private static final int SESSION = 180;
    /** Holds back the download. */
    static final int HOLD = 57;
    /** The engine's process number above that of the server. */
    static final int ENGINE_OFFSET = 71;

    private final Machine machine;

    /**
     * One process.
     *
     * @param cpu per cent of one core
     * @param memoryKb resident
     * @param command the whole line
     */
    record Running(int pid, int parent, Instant since, double cpu, long memoryKb, String state, String command) {

        /** The kernel's name of it: 15 characters. */
        String name() {
            String first = command.split(" ", 2)[0];
            String bare = first.contains("/") ? first.substring(first.lastIndexOf('/') + 1) : first;
            if (command.contains("/bin/vllm ")) bare = "vllm";
            if (bare.endsWith(":")) bare = bare.substring(0, bare.length() - 1);
            return bare.length() > 15 ? bare.substring(0, 15) : bare;
        }
    }

    Processes(Machine machine) {
        this.machine = machine;
    }

    List<Running> all() {
        Instant up = machine.contract().life().runningAt();
        List<Running> all = new ArrayList<>();
        all.add(new Running(LAUNCHER, 0, up, 0, 3_400, "Ss", "/bin/bash /.launch"));
        String listener = "sshd: /usr/sbin/sshd [listener] 0 of 10-100 startups";
        all.add(new Running(SSHD, 1, up.plusSeconds(4), 0, 5_200, "Ss", listener));
        machine.leaseLoop()
                .ifPresent(loop -> all.add(new Running(
                        LeaseLoop.PID, 1, up.plusSeconds(3), 0, 1_700, "Ss", "sh -c … vastctl-lease-loop")));
        all.addAll(server());
        if (machine.holdsDownload()) {
            Instant since = machine.server().start();
            all.add(new Running(HOLD, 1, since, 0, 1_100, "S", "flock -no /tmp/….lock sleep 90"));
        }
        Instant now = machine.now();
        all.add(new Running(SESSION + 900, SSHD, now, 0, 9_800, "Ss", "sshd: root@notty"));
        all.add(new Running(SESSION + 901, SESSION + 900, now, 0, 3_600, "Ss", "-bash"));
        return all;
    }

    /** The server's own, the main one first; none when it is dead. */
    List<Running> server() {
        ServerRun run = machine.server();
        Instant now = machine.now();
        if (!run.alive(now)) return List.of();
        Readings readings = machine.readings();
        Order order = machine.contract().order();
        List<Running> all = new ArrayList<>();
        long memory = readings.serverMemoryKb();
        boolean engine = engineStarted(run, now);
        double mainCpu = engine ? Math.min(4.2, readings.serverCpu()) : readings.serverCpu();
        ServerCommand command = machine.serverCommand();
        all.add(new Running(run.pid(), LAUNCHER, run.start(), mainCpu, memory / 3, "Sl", command.toString()));
        if (!engine) return all;
        int pid = run.pid() + ENGINE_OFFSET;
        boolean titled = Registry.version(order.image()) >= TITLED;
        String spawned =
                "/usr/bin/python3 -c from multiprocessing.spawn import spawn_main; spawn_main() --multiprocessing-fork";
        int workers = command.parallel();
        Instant since = run.start().plusSeconds(20);
        String state = workers > 1 ? "Sl" : "Rl";
        all.add(new Running(
                pid,
                run.pid(),
                since,
                workers > 1 ? 2 : readings.serverCpu(),
                memory / 2,
                state,
                titled ? "VLLM::EngineCore" : spawned));
        for (int rank = 0; workers > 1 && rank < workers; rank++) {
            String title = titled ? "VLLM::Worker_TP" + rank : spawned;
            all.add(new Running(pid + 30 + rank, pid, since, readings.serverCpu(), memory / 2, "Rl", title));
        }
        return all;
    }

    /** The engine's process is there once the log shows its first line. */
    static boolean engineStarted(ServerRun run, Instant now) {
        for (ServerRun.Line line : run.lines()) {
            if (!line.at().isAfter(now) && line.text().startsWith("(EngineCore")) return true;
        }
        return false;
    }

    Optional<Running> byPid(int pid) {
        return all().stream().filter(running -> running.pid() == pid).findFirst();
    }
}
