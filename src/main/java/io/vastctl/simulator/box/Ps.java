package io.vastctl.simulator.box;

import io.vastctl.simulator.box.Processes.Running;
import io.vastctl.simulator.box.shell.Call;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code ps aux}, {@code ps -ef}, {@code ps -o COLUMNS} and {@code ps -p}. */
final class Ps {

    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> BSD =
            List.of("user", "pid", "%cpu", "%mem", "vsz", "rss", "tty", "stat", "start", "time", "args");
    private static final List<String> FULL = List.of("user", "pid", "ppid", "c", "stime", "tty", "time", "args");
    private static final List<String> PLAIN = List.of("pid", "tty", "time", "comm");

    private final Machine machine;

    Ps(Machine machine) {
        this.machine = machine;
    }

    int run(Call call) {
        List<String> columns = PLAIN;
        boolean headed = true;
        boolean all = false;
        List<Running> shown = new ArrayList<>(machine.processes().all());
        for (int at = 0; at < call.arguments().size(); at++) {
            String word = call.arguments().get(at);
            String bare = word.replaceFirst("^-+", "");
            String next = at + 1 < call.arguments().size() ? call.arguments().get(at + 1) : "";
            if (bare.matches("o|[axewf]*o|format")) {
                columns = columns(next);
                headed = headed && !next.matches("(\\w+=,?)+");
                all |= bare.contains("a") || bare.contains("e");
                at++;
            } else if (bare.startsWith("o") && bare.length() > 1) columns = columns(bare.substring(1));
            else if (bare.matches("p|pid|C")) {
                shown.removeIf(running -> !named(running, bare, next));
                all = true;
                at++;
            } else if (bare.equals("no-headers") || bare.equals("h")) headed = false;
            else if (bare.matches("[auxwwef]+|ax[uwf]*|ejH|elf|forest|auxf") || bare.startsWith("sort")) {
                if (bare.contains("u") && !word.startsWith("-")) columns = BSD;
                else if (bare.contains("f") && word.startsWith("-")) columns = FULL;
                all |= bare.matches(".*[axe].*");
            } else return call.fail(1, "error: unsupported option (this simulated machine knows aux, -ef, -o, -p)");
        }
        if (!all) shown.removeIf(running -> running.pid() < 1_000);
        List<String> chosen = columns;
        if (headed) call.out(row(chosen.stream().map(Ps::title).toList(), chosen));
        shown.forEach(running -> call.out(
                row(chosen.stream().map(column -> cell(column, running)).toList(), chosen)));
        return shown.isEmpty() ? 1 : 0;
    }

    private static boolean named(Running running, String option, String value) {
        List<String> values = List.of(value.split(",", -1));
        return values.contains(option.equals("C") ? running.name() : String.valueOf(running.pid()));
    }

    private static List<String> columns(String text) {
        return List.of(text.replaceAll("=[^,]*", "").split(",", -1));
    }

    private static String title(String column) {
        return switch (column) {
            case "args", "command", "cmd" -> column.equals("cmd") ? "CMD" : "COMMAND";
            case "pcpu" -> "%CPU";
            case "pmem" -> "%MEM";
            case "comm", "ucmd" -> "COMMAND";
            case "etime", "etimes" -> "ELAPSED";
            case "tty" -> "TTY";
            default -> column.toUpperCase(Locale.ROOT);
        };
    }

    private String cell(String column, Running running) {
        return switch (column) {
            case "user", "uid", "euser" -> "root";
            case "pid" -> String.valueOf(running.pid());
            case "ppid" -> String.valueOf(running.parent());
            case "%cpu", "pcpu" -> String.format(Locale.ROOT, "%.1f", running.cpu());
            case "c" -> String.valueOf((int) Math.min(99, running.cpu()));
            case "%mem", "pmem" ->
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        100.0 * running.memoryKb() / machine.readings().memoryTotalKb());
            case "rss" -> String.valueOf(running.memoryKb());
            case "vsz" -> String.valueOf(running.memoryKb() * 4);
            case "tty" -> "?";
            case "stat", "state", "s" -> running.state();
            case "start", "stime" -> STARTED.format(running.since());
            case "time" -> time(running);
            case "etime" -> elapsed(age(running));
            case "etimes" -> String.valueOf(age(running).toSeconds());
            case "comm", "ucmd" -> running.name();
            case "args", "command", "cmd" -> running.command();
            default -> "-";
        };
    }

    private Duration age(Running running) {
        Duration age = Duration.between(running.since(), machine.now());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private String time(Running running) {
        Duration used = Duration.ofMillis((long) (age(running).toMillis() * running.cpu() / 100));
        return String.format("%d:%02d", used.toMinutes(), used.toSecondsPart());
    }

    private static String elapsed(Duration age) {
        String minutes = String.format("%02d:%02d", age.toMinutesPart(), age.toSecondsPart());
        if (age.toHours() == 0) return minutes;
        String hours = String.format("%02d:%s", age.toHoursPart(), minutes);
        return age.toDays() == 0 ? hours : age.toDays() + "-" + hours;
    }

    private static String row(List<String> cells, List<String> columns) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            boolean last = i == cells.size() - 1;
            boolean text = columns.get(i).matches("user|args|command|cmd|comm|stat|tty");
            padded.add(last && text ? cells.get(i) : String.format(text ? "%-8s" : "%7s", cells.get(i)));
        }
        return padded.stream().collect(Collectors.joining(" ", "", "\n"));
    }
}
