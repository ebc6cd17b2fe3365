package io.vastctl.simulator.box;

import io.vastctl.simulator.box.Processes.Running;
import io.vastctl.simulator.box.shell.Call;
import io.vastctl.simulator.box.shell.Flags;
import io.vastctl.simulator.box.shell.Program;
import io.vastctl.simulator.market.LeaseLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code ps}, {@code pgrep}, {@code kill} and what listens. Only the server, the loop of the lease and
 * what holds back the download can be killed. */
final class ProcessPrograms {

    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "KILL", 9, "USR1", 10, "TERM", 15, "STOP", 19, "CONT", 18);
    private static final Pattern PID = Pattern.compile("-?\\d{1,7}");
    private static final Pattern SIGNAL = Pattern.compile("-(\\d{1,2}|(SIG)?[A-Z]{3,4}\\d?)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");
    private static final int TERM = 15;
    private static final int BAD = 2;

    private final Machine machine;

    ProcessPrograms(Machine machine) {
        this.machine = machine;
    }

    void addTo(Map<String, Program> all) {
        all.put("ps", new Ps(machine)::run);
        all.put("pgrep", this::pgrep);
        all.put("pkill", this::pkill);
        all.put("pidof", this::pidof);
        all.put("kill", this::kill);
        all.put("killall", this::pkill);
        all.put("ss", this::sockets);
        all.put("netstat", this::sockets);
    }

    private List<Running> matching(Call call, Flags flags, String pattern) {
        try {
            Pattern regex = Pattern.compile(pattern, flags.has("i") ? Pattern.CASE_INSENSITIVE : 0);
            Predicate<Running> hit = running -> flags.has("x")
                    ? regex.matcher(flags.has("f") ? running.command() : running.name())
                            .matches()
                    : regex.matcher(flags.has("f") ? running.command() : running.name())
                            .find();
            return machine.processes().all().stream().filter(hit).toList();
        } catch (PatternSyntaxException e) {
            call.fail(BAD, "regex error: " + pattern);
            return List.of();
        }
    }

    private int pgrep(Call call) {
        Flags flags = Flags.of(call.arguments(), "flaxcionv", "uPd");
        if (flags.problem().isPresent() || flags.operands().size() != 1) {
            return call.fail(BAD, flags.problem().orElse("only one pattern can be provided"));
        }
        List<Running> found = matching(call, flags, flags.operands().get(0));
        if (flags.has("c")) call.out(found.size() + "\n");
        else {
            for (Running running : found) {
                String more = flags.has("a") ? " " + running.command() : flags.has("l") ? " " + running.name() : "";
                call.out(running.pid() + more + "\n");
            }
        }
        return found.isEmpty() ? 1 : 0;
    }

    private int pidof(Call call) {
        List<String> pids = new ArrayList<>();
        for (Running running : machine.processes().all()) {
            if (call.arguments().contains(running.name())) pids.add(0, String.valueOf(running.pid()));
        }
        if (!pids.isEmpty()) call.out(String.join(" ", pids) + "\n");
        return pids.isEmpty() ? 1 : 0;
    }

    private int pkill(Call call) {
        List<String> words = new ArrayList<>(call.arguments());
        int signal = signal(words);
        Flags flags = Flags.of(words, "fxinoe", "u");
        if (flags.problem().isPresent() || flags.operands().size() != 1) {
            return call.fail(BAD, flags.problem().orElse("only one pattern can be provided"));
        }
        List<Running> found = matching(call, flags, flags.operands().get(0));
        List<Running> own = machine.processes().server();
        if (signal != 0 && found.stream().anyMatch(own::contains)) machine.killServer(signal);
        if (ends(signal) && found.stream().anyMatch(running -> running.pid() == LeaseLoop.PID)) machine.killLeaseLoop();
        return found.isEmpty() ? 1 : 0;
    }

    private int kill(Call call) {
        List<String> words = new ArrayList<>(call.arguments());
        int signal = signal(words);
        words.remove("--");
        if (words.isEmpty()) return call.fail(BAD, "usage: kill [-s sigspec | -n signum] pid ...");
        int status = 0;
        for (String word : words) {
            if (!PID.matcher(word).matches()) {
                status = call.fail(1, word + ": arguments must be process or job IDs");
                continue;
            }
            int pid = Math.abs(Integer.parseInt(word));
            if (machine.processes().byPid(pid).isEmpty()) {
                status = call.fail(1, "(" + word + ") - No such process");
            } else if (signal != 0 && machine.processes().server().stream().anyMatch(own -> own.pid() == pid)) {
                machine.killServer(signal);
            } else if (ends(signal) && pid == LeaseLoop.PID) {
                machine.killLeaseLoop();
            } else if (ends(signal) && pid == Processes.HOLD) {
                machine.releaseDownload();
            }
        }
        return status;
    }

    /** Of a shell that does as it is told with all but HUP. */
    private static boolean ends(int signal) {
        return signal != 0 && signal != 1 && signal != 18 && signal != 19;
    }

    /** Takes the signal out of the words; TERM without one. */
    private static int signal(List<String> words) {
        if (words.size() > 1 && (words.get(0).equals("-s") || words.get(0).equals("-n"))) {
            words.remove(0);
            return number(words.remove(0));
        }
        boolean given = !words.isEmpty() && SIGNAL.matcher(words.get(0)).matches();
        return given ? number(words.remove(0).substring(1)) : TERM;
    }

    private static int number(String signal) {
        if (NUMBER.matcher(signal).matches()) return Integer.parseInt(signal);
        return SIGNALS.getOrDefault(signal.replaceFirst("^SIG", ""), TERM);
    }

    /** {@code ss} and {@code netstat}: the listening ports, whatever is asked for. */
    private int sockets(Call call) {
        boolean processes = call.arguments().stream().anyMatch(word -> word.matches("-[a-z]*p[a-z]*"));
        boolean ss = call.name().equals("ss");
        call.out(
                ss
                        ? "State  Recv-Q Send-Q Local Address:Port  Peer Address:Port" + (processes ? " Process" : "")
                                + "\n"
                        : "Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign"
                                + " Address         State      " + (processes ? " PID/Program name" : "") + "\n");
        row(call, 22, 31, "sshd", processes);
        if (machine.serves()) {
            row(call, machine.contract().order().serverPort(), machine.server().pid(), "vllm", processes);
        }
        return 0;
    }

    private static void row(Call call, int port, int pid, String name, boolean processes) {
        String local = "0.0.0.0:" + port;
        if (call.name().equals("ss")) {
            String users = processes
                    ? " users:((\"" + name + "\",pid=" + pid + ",fd=" + (name.equals("sshd") ? 3 : 18) + "))"
                    : "";
            call.out(String.format(
                            "LISTEN 0      %-6s %-19s 0.0.0.0:*        %s%n",
                            name.equals("sshd") ? 128 : 2048, local, users)
                    .replaceAll(" +\n", "\n"));
        } else {
            String program = processes ? " " + pid + "/" + name : "";
            call.out(String.format("tcp        0      0 %-23s 0.0.0.0:*               LISTEN     %s%n", local, program)
                    .replaceAll(" +\n", "\n"));
        }
    }
}
