package io.vastctl.memory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the operating system tells of this host and its processes. */
public final class ThisHost {

    private static final Path PROC = Path.of("/proc");
    /** Of the fields after the command's name in {@code /proc/PID/stat}: proc(5) numbers them 3 and 22. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    private ThisHost() {}

    /** This host as it is now. */
    public static Liveness liveness() {
        return new Liveness(name(), ThisHost::startOf);
    }

    /**
     * Host name, boot and the space that process numbers count in: two containers may share the first two. Empty
     * if not even the name is known.
     */
    static String name() {
        String host = firstLine(PROC.resolve("sys/kernel/hostname")).orElseGet(ThisHost::networkName);
        if (host.isEmpty()) return "";
        String boot = firstLine(PROC.resolve("sys/kernel/random/boot_id")).orElse("");
        return host + "/" + boot + "/" + processSpace();
    }

    private static String processSpace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String networkName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** On Linux in ticks since boot, which setting the clock does not change; elsewhere the start time. */
    static Optional<String> startOf(long pid) {
        Optional<String> stat = firstLine(PROC.resolve(pid + "/stat"));
        if (stat.isPresent()) return startIn(stat.get());
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .startInstant()
                        .map(start -> "at " + start.toEpochMilli())
                        .orElse(""));
    }

    /** The command's name stands in brackets and may hold anything. A zombie works on nothing any more. */
    static Optional<String> startIn(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split("\\s+", -1);
        if (fields.length <= START_TICKS) return Optional.of("");
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return ended ? Optional.empty() : Optional.of("tick " + fields[START_TICKS]);
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().map(String::strip).filter(line -> !line.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
