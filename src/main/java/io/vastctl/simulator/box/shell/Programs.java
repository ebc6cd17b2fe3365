package io.vastctl.simulator.box.shell;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ordinary programs that every machine has. */
final class Programs {

    private static final Map<String, Program> ALL = all();
    private static final int USAGE = 125;

    private Programs() {}

    private static Map<String, Program> all() {
        Map<String, Program> all = new LinkedHashMap<>();
        all.put("sh", call -> shell(call, Shell.Dialect.SH));
        all.put("dash", call -> shell(call, Shell.Dialect.SH));
        all.put("bash", call -> shell(call, Shell.Dialect.BASH));
        all.put("timeout", Programs::timeout);
        all.put("sleep", Programs::sleep);
        all.put("env", Programs::env);
        all.put("printenv", Programs::printenv);
        all.put("which", Programs::which);
        for (String wrapper : List.of("nohup", "nice", "setsid", "stdbuf", "time")) all.put(wrapper, Programs::wrapped);
        all.put("sync", call -> 0);
        all.put("clear", call -> 0);
        TextPrograms.addTo(all);
        FilePrograms.addTo(all);
        return all;
    }

    static Optional<Program> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Where {@code command -v} finds it. */
    static Optional<String> place(Shell shell, String name) {
        if (Builtins.find(name).isPresent()) return Optional.of(name);
        if (name.contains("/")) return shell.program(name).map(found -> name);
        return shell.program(name).map(found -> "/usr/bin/" + name);
    }

    private static int shell(Call call, Shell.Dialect dialect) {
        List<String> words = call.arguments();
        Shell child = call.shell().child(dialect);
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.matches("-[a-z]*c")) {
                if (at + 1 >= words.size()) return call.fail(2, "-c: option requires an argument");
                int rest = Math.min(words.size(), at + 3);
                child.positional(words.subList(rest, words.size()));
                return child.run(words.get(at + 1), call.io());
            }
            if (!word.startsWith("-")) return script(call, child, word);
        }
        return child.run(call.io().in().all(), call.io());
    }

    private static int script(Call call, Shell child, String path) {
        // A file that the world itself plays.
        Optional<Program> played =
                Optional.ofNullable(call.shell().world().programs().get(call.path(path)));
        if (played.isPresent()) return played.get().run(new Call(path, List.of(), call.io(), child));
        Optional<String> script = call.read(path);
        if (script.isEmpty()) return call.fail(Shell.NOT_FOUND, path + ": " + call.whyUnreadable(path));
        return child.run(script.get(), call.io());
    }

    private static int timeout(Call call) {
        Flags flags = Flags.of(
                leading(call.arguments(), "ks"), "v foreground preserve-status verbose", "ks kill-after signal");
        int options = leading(call.arguments(), "ks").size();
        Optional<Duration> limit = call.arguments().size() > options + 1
                        || options < call.arguments().size()
                ? duration(call.arguments().get(options))
                : Optional.empty();
        if (flags.problem().isPresent()) return call.fail(USAGE, flags.problem().get());
        if (limit.isEmpty()) return call.fail(USAGE, "invalid time interval");
        List<String> command =
                call.arguments().subList(options + 1, call.arguments().size());
        if (command.isEmpty()) return call.fail(USAGE, "missing operand");
        if (limit.get().isZero()) return run(call, command);
        return call.shell().within(limit.get(), () -> run(call, command));
    }

    /** The options in front of a command. */
    private static List<String> leading(List<String> words, String valued) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            boolean takesNext =
                    words.get(at).length() == 2 && valued.contains(words.get(at).substring(1));
            at += takesNext ? 2 : 1;
        }
        return words.subList(0, Math.min(at, words.size()));
    }

    /** A program that starts another one, which must not be a word of the shell. */
    private static int run(Call call, List<String> command) {
        String name = command.get(0);
        Optional<Program> program = call.shell().program(name);
        boolean fileToo =
                program.isPresent() && !List.of("cd", "export", "exit", "set").contains(name);
        if (!fileToo) {
            return call.fail(Shell.NOT_FOUND, "failed to run command '" + name + "': No such file or directory");
        }
        return call.shell().child().call(command, call.io());
    }

    private static int wrapped(Call call) {
        List<String> options = leading(call.arguments(), "nioe");
        List<String> command =
                call.arguments().subList(options.size(), call.arguments().size());
        return command.isEmpty() ? call.fail(USAGE, "missing operand") : run(call, command);
    }

    private static int sleep(Call call) {
        Duration sum = Duration.ZERO;
        for (String word : call.arguments()) {
            Optional<Duration> one = duration(word);
            if (one.isEmpty()) return call.fail(1, "invalid time interval '" + word + "'");
            sum = sum.plus(one.get());
        }
        if (call.arguments().isEmpty()) return call.fail(1, "missing operand");
        call.shell().pause(sum);
        return 0;
    }

    /** Seconds, or a number with s, m, h or d. */
    static Optional<Duration> duration(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?[smhd]?")) return Optional.empty();
        char unit = text.charAt(text.length() - 1);
        String number = Character.isDigit(unit) ? text : text.substring(0, text.length() - 1);
        int seconds = unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86_400 : 1;
        return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(number) * 1000 * seconds)));
    }

    private static int env(Call call) {
        Shell own = call.shell().child();
        List<String> words = call.arguments();
        int at = 0;
        while (at < words.size() && words.get(at).matches("[A-Za-z_]\\w*=.*")) {
            String word = words.get(at++);
            own.export(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        if (at < words.size()) return own.call(words.subList(at, words.size()), call.io());
        own.environment().forEach((name, value) -> call.out(name + "=" + value + "\n"));
        return 0;
    }

    private static int printenv(Call call) {
        Map<String, String> environment = call.shell().environment();
        if (call.arguments().isEmpty()) return env(call);
        int status = 0;
        for (String name : call.arguments()) {
            if (environment.containsKey(name)) call.out(environment.get(name) + "\n");
            else status = 1;
        }
        return status;
    }

    private static int which(Call call) {
        int status = 0;
        for (String name : call.arguments()) {
            boolean there =
                    find(name).isPresent() || call.shell().world().programs().containsKey(name);
            if (there) call.out("/usr/bin/" + name + "\n");
            else status = 1;
        }
        return status;
    }
}
