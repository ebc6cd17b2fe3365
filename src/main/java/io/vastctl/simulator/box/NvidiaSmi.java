package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.GpuHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nvidia-smi in a box: the queries of probes, and the ways in which it fails. */
final class NvidiaSmi {

    private static final Pattern QUERY = Pattern.compile("--query-gpu=['\"]?([a-z0-9_.,]+)");
    private static final int LIBRARY_MISMATCH = 18;
    private static final int NOT_FOUND = 6;
    private static final int BAD_FIELD = 2;

    private final Contract contract;
    private final GpuHealth gpu;
    private final Instant now;

    NvidiaSmi(Contract contract, Instant now) {
        this.contract = contract;
        this.gpu = contract.gpu();
        this.now = now;
    }

    ShellAnswer run(String command) {
        if (gpu.has(Fault.SMI_MISMATCH)) {
            return new ShellAnswer(
                    LIBRARY_MISMATCH,
                    "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 570.195\n",
                    "");
        }
        if (gpu.has(Fault.SMI_NO_DEVICES)) return new ShellAnswer(NOT_FOUND, "No devices were found\n", "");
        Matcher query = QUERY.matcher(command);
        return query.find() ? query(query.group(1)) : list();
    }

    private ShellAnswer list() {
        StringBuilder text = new StringBuilder();
        for (int card = 0; card < contract.offer().gpus(); card++) {
            text.append("GPU ")
                    .append(card)
                    .append(": ")
                    .append(name())
                    .append(" (UUID: ")
                    .append(uuid(card))
                    .append(")\n");
        }
        return ShellAnswer.out(text.toString());
    }

    private ShellAnswer query(String fields) {
        StringBuilder text = new StringBuilder();
        for (int card = 0; card < contract.offer().gpus(); card++) {
            List<String> values = new ArrayList<>();
            for (String field : fields.split(",", -1)) {
                String value = value(field.strip(), card);
                if (value.isEmpty()) {
                    return new ShellAnswer(BAD_FIELD, "Field \"" + field + "\" is not a valid field to query.\n\n", "");
                }
                values.add(value);
            }
            text.append(String.join(", ", values)).append('\n');
        }
        return ShellAnswer.out(text.toString());
    }

    /** The value as text, empty for a field that does not exist. */
    private String value(String field, int card) {
        boolean busy = contract.server().loaded(now);
        int used = used();
        return switch (field) {
            case "index" -> String.valueOf(card);
            case "count" -> String.valueOf(contract.offer().gpus());
            case "uuid", "gpu_uuid" -> uuid(card);
            case "name", "gpu_name" -> name();
            case "pci.bus_id", "gpu_bus_id" -> "00000000:0" + (card + 1) + ":00.0";
            case "driver_version" -> contract.offer().text("driver_version");
            case "compute_cap" -> String.format(Locale.ROOT, "%.1f", gpu.computeCapability() / 100.0);
            case "memory.total" -> String.valueOf(gpu.memoryMb());
            case "memory.used" -> String.valueOf(used);
            case "memory.free" -> String.valueOf(gpu.memoryMb() - used);
            case "memory.reserved" -> "400";
            case "temperature.gpu" -> busy ? "58" : "37";
            case "temperature.memory" -> "N/A";
            case "utilization.gpu", "utilization.memory" -> "0";
            case "pstate" -> busy ? "P2" : "P8";
            case "power.draw" -> busy ? "88.10" : "21.35";
            case "power.limit", "enforced.power.limit", "power.default_limit", "power.max_limit" ->
                String.format(Locale.ROOT, "%.2f", contract.offer().number("gpu_max_power", 300));
            case "fan.speed" -> "30";
            case "gpu_recovery_action" -> "None";
            default -> family(field);
        };
    }

    private String family(String field) {
        if (field.startsWith("clocks_event_reasons") || field.startsWith("clocks_throttle_reasons")) {
            return field.endsWith(".active")
                    ? "0x0000000000000001"
                    : field.endsWith(".gpu_idle") ? "Active" : "Not Active";
        }
        if (field.startsWith("pcie.link.gen")) {
            return String.valueOf((int) contract.offer().number("pci_gen", 4));
        }
        if (field.startsWith("pcie.link.width")) {
            return String.valueOf((int) contract.offer().number("gpu_lanes", 16));
        }
        boolean consumer = name().contains("GeForce");
        if (field.startsWith("ecc.errors")) return consumer ? "[N/A]" : "0";
        if (field.startsWith("ecc.mode")) return consumer ? "[N/A]" : "Enabled";
        boolean unknownHere =
                List.of("retired_pages", "remapped_rows", "temperature", "clocks", "fabric", "mig").stream()
                        .anyMatch(field::startsWith);
        return unknownHere ? "[N/A]" : "";
    }

    private int used() {
        int own = contract.server().loaded(now) ? (int) (gpu.memoryMb() * 0.9) : 4;
        return Math.min(gpu.memoryMb(), own + gpu.takenMb());
    }

    private String name() {
        String listed = contract.offer().text("gpu_name");
        return "NVIDIA " + (listed.matches("(RTX [2-5]0|GTX).*") ? "GeForce " : "") + listed;
    }

    private String uuid(int card) {
        String hex = new Chance(contract.offer().machineId()).hex(32, "gpu", card);
        return "GPU-" + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
