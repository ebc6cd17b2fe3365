package io.vastctl.simulator.box;

import io.vastctl.simulator.market.CardKind;
import io.vastctl.simulator.market.CardState;
import io.vastctl.simulator.market.Chance;
import io.vastctl.simulator.market.Contract;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.GpuHealth;
import io.vastctl.simulator.market.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The cards of a box as nvidia-smi reads them at this moment. */
final class GpuCards {

    private static final List<String> UNKNOWN_HERE = List.of("retired_pages", "remapped_rows", "temperature", "mig");

    private static final Pattern GEFORCE = Pattern.compile("(RTX [2-5]0|GTX).*");

    private final Contract contract;
    private final Listing offer;
    private final GpuHealth gpu;
    private final Readings now;
    private final Instant clock;
    private final Machine machine;
    private final CardKind kind;

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
        this.machine = machine;
        this.kind = CardKind.of(name());
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

    CardKind kind() {
        return kind;
    }

    Instant now() {
        return clock;
    }

    int celsius(int card) {
        return (int) Math.round(machine.card(card).core());
    }

    /** Of the memory's own sensor. */
    OptionalInt memoryCelsius(int card) {
        if (kind.memory().isEmpty()) return OptionalInt.empty();
        return OptionalInt.of((int) Math.round(machine.card(card).memory()));
    }

    /** What is left to the operating limit of the hottest sensor; for cards that show it. */
    OptionalInt margin(int card) {
        if (!kind.margins()) return OptionalInt.empty();
        int chip = kind.operating() - celsius(card);
        return OptionalInt.of(
                memoryCelsius(card).isPresent() && kind.memory().isPresent()
                        ? Math.min(
                                chip,
                                kind.memory().getAsInt() - memoryCelsius(card).getAsInt())
                        : chip);
    }

    double watts(int card) {
        CardState state = machine.card(card);
        double share = utilisation(card) > 90 && state.brake() == CardState.Brake.NONE ? 0.83 : state.power();
        return limitWatts() * share;
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
        return new GpuAilments(gpu, offer, machine.card(card).offTheBus())
                .value(field)
                .or(() -> read(field, card));
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
            case "temperature.gpu.tlimit" -> known(margin(card), "[N/A]");
            case "temperature.memory" -> known(memoryCelsius(card), "N/A");
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
        GpuClocks clocks = new GpuClocks(utilisation(card), machine.card(card).brake());
        if (field.startsWith("clocks")) return clocks.value(field);
        if (field.startsWith("pcie.link.gen")) return plain(String.valueOf((int) offer.number("pci_gen", 4)));
        if (field.startsWith("pcie.link.width")) return plain(String.valueOf((int) offer.number("gpu_lanes", 16)));
        if (field.startsWith("ecc.errors")) {
            boolean uncorrected = field.startsWith("ecc.errors.uncorrected");
            int errors = uncorrected && card == 0 ? contract.memoryErrors(clock) : 0;
            return plain(consumer() ? "[N/A]" : String.valueOf(errors));
        }
        if (field.equals("remapped_rows.pending") && !consumer())
            return plain(card == 0 && contract.memoryErrors(clock) > 2 ? "Yes" : "No");
        if (field.startsWith("ecc.mode")) return plain(consumer() ? "[N/A]" : "Enabled");
        if (field.startsWith("fabric")) return plain("N/A");
        return UNKNOWN_HERE.stream().anyMatch(field::startsWith) ? plain("[N/A]") : Optional.empty();
    }

    private static Optional<Value> known(OptionalInt value, String otherwise) {
        return plain(value.isPresent() ? String.valueOf(value.getAsInt()) : otherwise);
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
}
