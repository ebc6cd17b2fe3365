package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.GpuHealth;
import io.vastctl.simulator.market.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cards of a box as nvidia-smi reads them at this moment. */
final class GpuCards {

    private static final List<String> UNKNOWN_HERE = List.of("retired_pages", "remapped_rows", "temperature", "mig");

    private static final Pattern GEFORCE = Pattern.compile("(RTX [2-5]0|GTX).*");
    private static final Pattern BRAKE = Pattern.compile("clocks_(event|throttle)_reasons\\.(hw|sw)_\\w+");

    private final Contract contract;
    private final Listing offer;
    private final GpuHealth gpu;
    private final Readings now;
    private final Instant clock;

    /**
     * A reading.
     *
     * @param unit as nvidia-smi writes it, empty for none
     */
    record Value(String number, String unit) {
        String text(boolean units) {
            return units && !unit.isEmpty() && !number.startsWith("[") && !number.equals("N/A")
                    ? number + " " + unit
                    : number;
        }
    }

    GpuCards(Machine machine) {
        this.contract = machine.contract();
        this.offer = contract.offer();
        this.gpu = contract.gpu();
        this.now = machine.readings();
        this.clock = machine.now();
    }

    int count() {
        if (gpu.has(Fault.GPU_DUPLICATE)) return Math.max(2, offer.gpus());
        return offer.gpus() - (gpu.has(Fault.GPU_MISSING) ? 1 : 0);
    }

    /** Whether nvidia-smi fails to read them. */
    boolean unreadable() {
        return gpu.has(Fault.SMI_ERR);
    }

    /** When it was read. */
    Instant clock() {
        return clock;
    }

    String driver() {
        return gpu.has(Fault.DRIVER_DOWNGRADED) ? "470.256.02" : offer.text("driver_version");
    }

    String cuda() {
        return gpu.has(Fault.DRIVER_DOWNGRADED)
                ? "11.4"
                : String.format(Locale.ROOT, "%.1f", offer.number("cuda_max_good", 12.8));
    }

    String name() {
        String listed = offer.text("gpu_name");
        if (gpu.has(Fault.OTHER_GPU)) return listed.contains("2060") ? "Tesla P4" : "NVIDIA GeForce RTX 2060";
        return "NVIDIA " + (GEFORCE.matcher(listed).matches() ? "GeForce " : "") + listed;
    }

    boolean consumer() {
        return name().contains("GeForce");
    }

    int totalMb() {
        return gpu.memoryMb();
    }

    int usedMb(int card) {
        return now.gpuUsedMb(card);
    }

    int utilisation(int card) {
        return now.gpuUtilisation(card);
    }

    int celsius(int card) {
        return utilisation(card) > 90 ? 67 : now.gpuWarm(card) ? 58 : 37;
    }

    double watts(int card) {
        if (utilisation(card) > 90) return limitWatts() * 0.83;
        return now.gpuWarm(card) ? 88.10 : 21.35;
    }

    double limitWatts() {
        return offer.number("gpu_max_power", 300);
    }

    /** Cards for homes compute in P2; those for data centres stay in P0. */
    String state(int card) {
        if (!consumer()) return "P0";
        return now.gpuWarm(card) ? "P2" : "P8";
    }

    static String bus(int card) {
        return String.format("00000000:%02X:00.0", card + 1);
    }

    String uuid(int card) {
        String hex = new Chance(offer.machineId()).hex(32, "gpu", gpu.has(Fault.GPU_DUPLICATE) ? 0 : card);
        return "GPU-" + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    String line(int card) {
        return "GPU " + card + ": " + name() + " (UUID: " + uuid(card) + ")";
    }

    /** Empty for a field that does not exist. */
    Optional<Value> value(String field, int card) {
        return new GpuAilments(gpu, offer).value(field).or(() -> read(field, card));
    }

    private Optional<Value> read(String field, int card) {
        return switch (field) {
            case "index" -> plain(String.valueOf(card));
            case "count" -> plain(String.valueOf(count()));
            case "uuid", "gpu_uuid" -> plain(uuid(card));
            case "name", "gpu_name" -> plain(name());
            case "timestamp" ->
                plain(clock.toString().replace('-', '/').replace('T', ' ').replace("Z", ""));
            case "pci.bus_id", "gpu_bus_id" -> plain(bus(card));
            case "driver_version" -> plain(driver());
            case "compute_cap" -> plain(String.format(Locale.ROOT, "%.1f", gpu.computeCapability() / 100.0));
            case "memory.total" -> unit(totalMb(), "MiB");
            case "memory.used" -> unit(usedMb(card), "MiB");
            case "memory.free" -> unit(totalMb() - usedMb(card), "MiB");
            case "memory.reserved" -> unit(400, "MiB");
            case "temperature.gpu" -> plain(String.valueOf(celsius(card)));
            case "temperature.memory" -> plain("N/A");
            case "utilization.gpu" -> unit(utilisation(card), "%");
            case "utilization.memory" -> unit(utilisation(card) * 6 / 10, "%");
            case "pstate" -> plain(state(card));
            case "power.draw", "power.draw.average", "power.draw.instant" -> watts(watts(card));
            case "power.limit", "enforced.power.limit", "power.default_limit", "power.max_limit" -> watts(limitWatts());
            case "fan.speed" -> consumer() ? unit(30, "%") : plain("[N/A]");
            case "gpu_recovery_action" -> plain("None");
            case "persistence_mode" -> plain("Enabled");
            case "display_active", "display_mode" -> plain("Disabled");
            case "compute_mode" -> plain("Default");
            case "serial", "vbios_version" -> plain("[N/A]");
            default -> family(field, card);
        };
    }

    private Optional<Value> family(String field, int card) {
        if (field.startsWith("clocks_") && field.matches("clocks_(event|throttle)_reasons\\.active")) {
            return plain(utilisation(card) > 90 ? "0x0000000000000004" : "0x0000000000000001");
        }
        if (field.endsWith("_reasons.gpu_idle")) return plain(utilisation(card) > 90 ? "Not Active" : "Active");
        if (field.startsWith("clocks_") && BRAKE.matcher(field).matches()) {
            boolean capped = field.endsWith("sw_power_cap") && utilisation(card) > 90;
            return plain(capped ? "Active" : "Not Active");
        }
        if (field.startsWith("clocks")
                && field.matches("clocks(\\.(current|max|applications))?\\.(sm|gr|graphics|mem|memory|video)")) {
            return unit(utilisation(card) > 90 ? 2_520 : 210, "MHz");
        }
        if (field.startsWith("pcie.link.gen")) return plain(String.valueOf((int) offer.number("pci_gen", 4)));
        if (field.startsWith("pcie.link.width")) return plain(String.valueOf((int) offer.number("gpu_lanes", 16)));
        if (field.startsWith("ecc.errors")) return plain(consumer() ? "[N/A]" : "0");
        if (field.startsWith("ecc.mode")) return plain(consumer() ? "[N/A]" : "Enabled");
        if (field.startsWith("fabric")) return plain("N/A");
        return UNKNOWN_HERE.stream().anyMatch(field::startsWith) ? plain("[N/A]") : Optional.empty();
    }

    private static Optional<Value> plain(String text) {
        return Optional.of(new Value(text, ""));
    }

    private static Optional<Value> unit(int number, String unit) {
        return Optional.of(new Value(String.valueOf(number), unit));
    }

    private static Optional<Value> watts(double watts) {
        return Optional.of(new Value(NvidiaSmi.decimals(watts), "W"));
    }

    /** Some of {@code -q}. */
    String details(List<Integer> cards) {
        StringBuilder text = new StringBuilder("\n==============NVSMI LOG==============\n\n");
        row(text, "Driver Version", driver());
        row(text, "CUDA Version", cuda());
        row(text, "Attached GPUs", String.valueOf(count()));
        for (int card : cards) {
            text.append("GPU ").append(bus(card)).append('\n');
            row(text, "    Product Name", name());
            row(text, "    GPU UUID", uuid(card));
            row(text, "    Performance State", state(card));
            text.append("    FB Memory Usage\n");
            row(text, "        Total", totalMb() + " MiB");
            row(text, "        Used", usedMb(card) + " MiB");
            row(text, "        Free", totalMb() - usedMb(card) + " MiB");
            text.append("    Utilization\n");
            row(text, "        GPU", utilisation(card) + " %");
            text.append("    Temperature\n");
            row(text, "        GPU Current Temp", celsius(card) + " C");
            text.append("    GPU Power Readings\n");
            row(text, "        Average Power Draw", NvidiaSmi.decimals(watts(card)) + " W");
            row(text, "        Current Power Limit", NvidiaSmi.decimals(limitWatts()) + " W");
            row(text, "    Processes", "None");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format("%-50s: %s%n", name, value));
    }
}
