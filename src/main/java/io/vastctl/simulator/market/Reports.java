package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What earlier renters wrote: most who met a machine's fault said so, and a few complain of a machine that is well.
 * A report names what its writer saw, not the cause.
 */
final class Reports {

    private final Givens givens;
    private final Instant start;

    Reports(Givens givens, Instant start) {
        this.givens = givens;
        this.start = start;
    }

    /** The latest first. */
    List<MachineReport> of(long machineId, long hostId) {
        List<MachineReport> reports = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            if (!fault.ofMachine() || !givens.faults().strikesMachine(fault, machineId, hostId, start)) continue;
            for (int writer = 0; writer < 3; writer++) {
                if (givens.chance().hits(0.45, "report", machineId, fault, writer)) {
                    reports.add(report(fault, machineId, writer));
                }
            }
        }
        if (givens.chance().hits(0.04, "grumble", machineId)) {
            reports.add(new MachineReport("other", "Slower than I expected.", before(machineId, "grumble", 0)));
        }
        reports.sort(Comparator.comparing(MachineReport::createdAt).reversed());
        return reports;
    }

    private MachineReport report(Fault fault, long machineId, int writer) {
        return new MachineReport(problem(fault), words(fault), before(machineId, fault, writer));
    }

    private Instant before(long machineId, Object what, int writer) {
        double hours = givens.chance().between(6, 24 * 60, "report at", machineId, what, writer);
        return start.minus(Duration.ofMinutes((long) (hours * 60)));
    }

    private static String problem(Fault fault) {
        return switch (fault) {
            case CDI_INJECTION, OCI_RUNTIME, DRIVER_TOO_OLD, PULL_NO_SPACE, PULL_STUCK, REGISTRY_LIMIT -> "start";
            case SSHD_NEVER_UP, SSH_CLOSES, SSH_DROPS, SSH_SILENT, KEY_REFUSED -> "ssh";
            case HF_DNS, SLOW_DOWNLOAD, PORT_UNREACHABLE -> "network";
            case SLOW_BOX, HOST_OFFLINE, MACHINE_DIES, HOST_AWAY -> "performance";
            default -> "gpu";
        };
    }

    private static String words(Fault fault) {
        return switch (problem(fault)) {
            case "start" -> "The instance never started.";
            case "ssh" -> "I could not connect over SSH.";
            case "network" -> "The network does not do what was promised.";
            case "performance" -> "It hangs, and then it is gone.";
            default -> "CUDA programs fail; the card is not all right.";
        };
    }
}
