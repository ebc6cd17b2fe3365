package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.box.shell.Files;
import io.vastctl.simulator.box.shell.Flags;
import io.vastctl.simulator.box.shell.Program;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code df} and {@code du}: one disk, filled by the model. */
final class DiskPrograms {

    private static final String SHARED = "/dev/shm";

    private final Machine machine;

    DiskPrograms(Machine machine) {
        this.machine = machine;
    }

    void addTo(Map<String, Program> all) {
        all.put("df", this::df);
        all.put("du", this::du);
    }

    private record Mount(String device, String place, long total, long used) {}

    private int df(Call call) {
        Flags flags = Flags.of(
                call.arguments(), "hHkmPTilaB human-readable portability si print-type", "Bt output block-size");
        if (flags.problem().isPresent()) return call.fail(1, flags.problem().get());
        List<Mount> shown = new ArrayList<>();
        int status = 0;
        for (String name : flags.operands()) {
            String path = call.path(name);
            if (machine.files().exists(path)) shown.add(path.startsWith(SHARED) ? shared() : disk());
            else status = call.fail(1, name + ": No such file or directory");
        }
        if (flags.operands().isEmpty()) shown.addAll(List.of(disk(), shared()));
        if (shown.isEmpty()) return status;
        boolean human = flags.has("h", "H", "human-readable", "si");
        long unit = unit(flags);
        if (flags.has("output")) return chosen(call, flags.value("output").orElse(""), shown, human, unit);
        String blocks = human
                ? "Size"
                : unit == 1024 && flags.has("P") ? "1024-blocks" : unit == 1024 ? "1K-blocks" : "1B-blocks";
        call.out(String.format(
                "%-14s %12s %12s %12s %s %s%n",
                "Filesystem",
                blocks,
                "Used",
                human ? "Avail" : "Available",
                flags.has("P") ? "Capacity" : "Use%",
                "Mounted on"));
        for (Mount mount : shown) {
            call.out(String.format(
                    "%-14s %12s %12s %12s %7d%% %s%n",
                    mount.device(),
                    size(mount.total(), human, unit),
                    size(mount.used(), human, unit),
                    size(mount.total() - mount.used(), human, unit),
                    percent(mount),
                    mount.place()));
        }
        return status;
    }

    private int chosen(Call call, String columns, List<Mount> mounts, boolean human, long unit) {
        List<String> names =
                List.of((columns.isEmpty() ? "source,size,used,avail,pcent,target" : columns).split(",", -1));
        call.out(String.join(
                        " ",
                        names.stream()
                                .map(name -> String.format("%12s", title(name, human, unit)))
                                .toList()) + "\n");
        for (Mount mount : mounts) {
            call.out(String.join(
                            " ",
                            names.stream()
                                    .map(name -> String.format("%12s", cell(name, mount, human, unit)))
                                    .toList())
                    + "\n");
        }
        return 0;
    }

    private static String title(String column, boolean human, long unit) {
        return switch (column) {
            case "source" -> "Filesystem";
            case "size" -> human ? "Size" : unit == 1 ? "1B-blocks" : "1K-blocks";
            case "used" -> "Used";
            case "avail" -> "Avail";
            case "pcent" -> "Use%";
            case "target" -> "Mounted on";
            default -> column;
        };
    }

    private static String cell(String column, Mount mount, boolean human, long unit) {
        return switch (column) {
            case "source" -> mount.device();
            case "size" -> size(mount.total(), human, unit);
            case "used" -> size(mount.used(), human, unit);
            case "avail" -> size(mount.total() - mount.used(), human, unit);
            case "pcent" -> percent(mount) + "%";
            case "target" -> mount.place();
            default -> "-";
        };
    }

    private static long unit(Flags flags) {
        String blocks = flags.value("B", "block-size").orElse(flags.has("m") ? "M" : "K");
        return switch (blocks.replaceFirst("^1(?=[KMG])", "")) {
            case "1" -> 1;
            case "M", "MB" -> 1L << 20;
            case "G", "GB" -> 1L << 30;
            default -> 1024;
        };
    }

    private static long percent(Mount mount) {
        return mount.total() == 0 ? 100 : Math.round(100.0 * mount.used() / mount.total());
    }

    private Mount disk() {
        Readings now = machine.readings();
        return new Mount("overlay", "/", now.diskTotal(), now.diskUsed());
    }

    private Mount shared() {
        return new Mount("shm", SHARED, machine.readings().memoryTotalKb() * 512, 0);
    }

    private int du(Call call) {
        Flags flags =
                Flags.of(call.arguments(), "sbkmhxcal human-readable bytes summarize apparent-size", "dB max-depth");
        if (flags.problem().isPresent()) return call.fail(1, flags.problem().get());
        int status = 0;
        for (String name : flags.operands().isEmpty() ? List.of(".") : flags.operands()) {
            String path = call.path(name);
            if (!machine.files().exists(path)) {
                status = call.fail(1, "cannot access '" + name + "': No such file or directory");
                continue;
            }
            boolean bytes = flags.has("b", "bytes");
            boolean human = flags.has("h", "human-readable");
            call.out(size(bytes(path), human, bytes ? 1 : unit(flags)) + "\t" + name + "\n");
        }
        return status;
    }

    /** What lies in a folder: the model cache, and all that can be read. */
    private long bytes(String path) {
        if (path.equals("/")) return machine.readings().diskUsed();
        String cache = MachineFiles.CACHE;
        boolean cacheInIt = cache.startsWith(path + "/") || path.equals(cache) || path.startsWith(cache + "/hub");
        return (cacheInIt ? machine.readings().modelCache() : 0) + small(path);
    }

    private long small(String path) {
        if (path.startsWith("/proc") || path.startsWith("/sys")) return 0;
        if (!machine.files().isDirectory(path)) {
            return machine.files().read(path).orElse("").getBytes(StandardCharsets.UTF_8).length;
        }
        long sum = 0;
        for (String child : machine.files().children(path)) sum += small(Files.resolve(path, child));
        return sum;
    }

    private static String size(long bytes, boolean human, long unit) {
        if (!human) return String.valueOf((bytes + unit - 1) / unit);
        String[] units = {"", "K", "M", "G", "T"};
        double size = bytes;
        int at = 0;
        while (size >= 1024 && at < units.length - 1) {
            size /= 1024;
            at++;
        }
        return String.format(Locale.ROOT, size < 10 && at > 0 ? "%.1f%s" : "%.0f%s", size, units[at]);
    }
}
