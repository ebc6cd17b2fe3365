package io.vastctl.simulator.box;

import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.box.shell.Flags;
import io.vastctl.simulator.box.shell.Program;
import io.vastctl.simulator.market.Fault;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of a rented machine that tell about it. */
final class MachinePrograms {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern PRINT = Pattern.compile("print\\((?:'([^']*)'|\"([^\"]*)\"|(-?\\d+))\\)");
    /** The port, the seconds it lives and the line it tells. */
    private static final Pattern LISTENER = Pattern.compile(
            "s\\.bind\\(\\(\"\",(\\d{1,5})\\)\\).*alarm\\((\\d{1,4})\\).*sendall\\(b\"(.*?)\\\\n\"", Pattern.DOTALL);

    /** Where Vast.ai keeps it, and runs it at each start of the container. */
    static final String START_SCRIPT = "/root/onstart.sh";

    private static final String NO_TRANSFER =
            "this simulated machine transfers no files; try: ssh ... 'cat > FILE' < FILE";

    private final Machine machine;

    private MachinePrograms(Machine machine) {
        this.machine = machine;
    }

    static Map<String, Program> of(Machine machine) {
        MachinePrograms own = new MachinePrograms(machine);
        Map<String, Program> all = new TreeMap<>();
        all.put("nvidia-smi", new NvidiaSmi(machine)::run);
        all.put("curl", new Curl(machine)::run);
        all.put("wget", new Wget(machine)::run);
        new ProcessPrograms(machine).addTo(all);
        new DiskPrograms(machine).addTo(all);
        all.put("ldconfig", own::ldconfig);
        all.put("date", own::date);
        all.put("hostname", call -> said(call, MachineFiles.hostname(machine.contract())));
        all.put("uname", own::uname);
        all.put("uptime", own::uptime);
        all.put("nproc", call -> said(call, String.valueOf(machine.readings().cores())));
        all.put("free", own::free);
        all.put("whoami", call -> said(call, "root"));
        all.put("id", call -> said(call, call.arguments().isEmpty() ? "uid=0(root) gid=0(root) groups=0(root)" : "0"));
        all.put("tty", call -> call.fail(1, "not a tty"));
        all.put("python3", own::python);
        all.put("python", own::python);
        all.put("dmesg", new KernelLog(machine)::dmesg);
        all.put(START_SCRIPT, own::startScript);
        all.put("vllm", call -> call.fail(1, "this simulated machine starts vLLM from its start script only"));
        all.put("scp", call -> call.fail(1, NO_TRANSFER));
        all.put("rsync", call -> call.fail(1, NO_TRANSFER));
        all.put("sftp-server", call -> call.fail(1, NO_TRANSFER));
        return all;
    }

    /** What it would do line by line is played as a whole. */
    private int startScript(Call call) {
        machine.runStartScript();
        return 0;
    }

    private static int said(Call call, String line) {
        call.out(line + "\n");
        return 0;
    }

    private int ldconfig(Call call) {
        if (!call.arguments().contains("-p")) return 0;
        boolean missing = machine.contract().has(Fault.LIBCUDA_MISSING);
        String[] libraries = {"libz.so.1", "libstdc++.so.6", "libnccl.so.2", "libcudart.so.12", "libc.so.6"};
        call.out((libraries.length + (missing ? 0 : 1)) + " libs found in cache `/etc/ld.so.cache'\n");
        for (String library : libraries) library(call, library);
        if (!missing) library(call, "libcuda.so.1");
        return 0;
    }

    private static void library(Call call, String name) {
        call.out("\t" + name + " (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/" + name + "\n");
    }

    /** {@code date}, with the fields of a format that scripts use. */
    private int date(Call call) {
        Flags flags = Flags.of(call.arguments(), "uIR utc iso-8601", "d");
        String format = flags.operand(0).orElse("");
        if (!format.startsWith("+")) return said(call, DATE.format(machine.now()));
        Matcher field = Pattern.compile("%(\\w|%)").matcher(format.substring(1));
        return said(call, field.replaceAll(found -> Matcher.quoteReplacement(dateField(found.group(1)))));
    }

    private String dateField(String field) {
        String pattern = Map.of("Y", "yyyy", "m", "MM", "d", "dd", "H", "HH", "M", "mm", "S", "ss", "N", "nnnnnnnnn")
                .getOrDefault(field, "");
        return switch (field) {
            case "s" -> String.valueOf(machine.now().getEpochSecond());
            case "F" -> dateField("Y") + "-" + dateField("m") + "-" + dateField("d");
            case "T" -> CLOCK.format(machine.now());
            case "Z" -> "UTC";
            case "%" -> "%";
            default ->
                pattern.isEmpty()
                        ? "%" + field
                        : DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                                .withZone(ZoneOffset.UTC)
                                .format(machine.now());
        };
    }

    private int uname(Call call) {
        String host = MachineFiles.hostname(machine.contract());
        Flags flags = Flags.of(call.arguments(), "asrnmpov", "");
        if (flags.problem().isPresent()) return call.fail(1, flags.problem().get());
        if (flags.has("a")) {
            return said(call, "Linux " + host + " 5.15.0-139-generic #149-Ubuntu SMP x86_64 x86_64 x86_64 GNU/Linux");
        }
        if (flags.has("r")) return said(call, "5.15.0-139-generic");
        if (flags.has("n")) return said(call, host);
        if (flags.has("m", "p")) return said(call, "x86_64");
        return said(call, "Linux");
    }

    private int uptime(Call call) {
        Duration up = machine.readings().hostUp();
        if (call.arguments().contains("-s")) {
            return said(
                    call,
                    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                            .withZone(ZoneOffset.UTC)
                            .format(machine.now().minus(up)));
        }
        double load = machine.readings().load();
        return said(
                call,
                String.format(
                        Locale.ROOT,
                        " %s up %d days, %2d:%02d,  1 user,  load average: %.2f, %.2f, %.2f",
                        CLOCK.format(machine.now()),
                        up.toDays(),
                        up.toHoursPart(),
                        up.toMinutesPart(),
                        load,
                        load * 0.8,
                        load * 0.5));
    }

    private int free(Call call) {
        Flags flags = Flags.of(call.arguments(), "bkmghwt mega giga human", "s");
        if (flags.problem().isPresent()) return call.fail(1, flags.problem().get());
        Readings now = machine.readings();
        long unit = flags.has("g", "giga") ? 1_048_576 : flags.has("m", "mega", "h", "human") ? 1024 : 1;
        long total = now.memoryTotalKb() / unit;
        long used = now.memoryUsedKb() / unit;
        long cached = now.cachedKb() / unit;
        if (flags.has("b")) {
            total *= 1024;
            used *= 1024;
            cached *= 1024;
        }
        String end = flags.has("h", "human") ? "Mi" : "";
        String cell = flags.has("h", "human") ? "%10d" + end : "%12d";
        call.out("               total        used        free      shared  buff/cache   available\n");
        String row = "Mem:    " + cell.repeat(6) + "%n";
        call.out(String.format(row, total, used, total - used - cached, 0, cached, total - used));
        call.out(String.format("Swap:   " + cell.repeat(3) + "%n", 0, 0, 0));
        return 0;
    }

    private int listen(Call call, Matcher given) {
        boolean begins = machine.listen(new Machine.Listener(
                Integer.parseInt(given.group(1)),
                given.group(3),
                machine.now().plusSeconds(Long.parseLong(given.group(2)))));
        return said(call, begins ? "listening" : "listening already");
    }

    /** Knows only its version, how to print a word, and how to tell a line to whoever connects. */
    private int python(Call call) {
        if (call.arguments().stream().anyMatch(word -> word.matches("-V|--version")))
            return said(call, "Python 3.12.11");
        int script = call.arguments().indexOf("-c");
        String text = script >= 0 && script + 1 < call.arguments().size()
                ? call.arguments().get(script + 1)
                : "";
        Matcher listener = LISTENER.matcher(text);
        if (listener.find()) return listen(call, listener);
        Matcher print = PRINT.matcher(text.strip());
        if (!print.matches()) return call.fail(1, "this simulated machine runs no Python beyond print('...')");
        for (int group = 1; group <= 3; group++) {
            if (print.group(group) != null) return said(call, print.group(group));
        }
        return 0;
    }
}
