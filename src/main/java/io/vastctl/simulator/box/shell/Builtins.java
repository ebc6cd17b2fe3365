package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Unwinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a shell does itself. */
final class Builtins {

    private static final Map<String, Program> ALL = Map.ofEntries(
            Map.entry("true", call -> 0),
            Map.entry(":", call -> 0),
            Map.entry("false", call -> 1),
            Map.entry("trap", call -> 0),
            Map.entry("umask", call -> 0),
            Map.entry("ulimit", call -> 0),
            Map.entry("wait", call -> 0),
            Map.entry("hash", call -> 0),
            Map.entry("alias", call -> 0),
            Map.entry("jobs", call -> 0),
            Map.entry("history", call -> 0),
            Map.entry("shopt", call -> 0),
            Map.entry("echo", Echo::echo),
            Map.entry("printf", Echo::printf),
            Map.entry("test", call -> Condition.of(call, call.arguments())),
            Map.entry("[", Builtins::bracket),
            Map.entry("[[", Builtins::bracket),
            Map.entry("cd", Builtins::cd),
            Map.entry("pwd", Builtins::pwd),
            Map.entry("export", Builtins::export),
            Map.entry("local", Builtins::export),
            Map.entry("unset", Builtins::unset),
            Map.entry("set", Builtins::set),
            Map.entry("shift", Builtins::shift),
            Map.entry("read", Builtins::read),
            Map.entry("exit", call -> leave(call, Kind.EXIT)),
            Map.entry("logout", call -> leave(call, Kind.EXIT)),
            Map.entry("return", call -> leave(call, Kind.EXIT)),
            Map.entry("break", call -> leave(call, Kind.BREAK)),
            Map.entry("continue", call -> leave(call, Kind.CONTINUE)),
            Map.entry("eval", Builtins::eval),
            Map.entry("exec", Builtins::exec),
            Map.entry("command", Builtins::command),
            Map.entry("type", Builtins::type),
            Map.entry("source", Builtins::source),
            Map.entry(".", Builtins::source));

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private Builtins() {}

    static Optional<Program> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static int bracket(Call call) {
        List<String> words = call.arguments();
        String end = call.name().equals("[") ? "]" : "]]";
        if (words.isEmpty() || !words.get(words.size() - 1).equals(end)) {
            return call.fail(2, "missing `" + end + "'");
        }
        return Condition.of(call, words.subList(0, words.size() - 1));
    }

    private static int cd(Call call) {
        String to = call.arguments().isEmpty()
                ? call.shell().variable("HOME")
                : call.arguments().get(0);
        String path = call.path(to);
        if (!call.shell().world().files().isDirectory(path)) {
            call.shell().complain(call.io(), "cd: " + to + ": No such file or directory");
            return 1;
        }
        call.shell().enter(path);
        return 0;
    }

    private static int pwd(Call call) {
        call.out(call.shell().folder() + "\n");
        return 0;
    }

    private static int export(Call call) {
        for (String word : call.arguments()) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (name.startsWith("-")) continue;
            call.shell().export(name, equals < 0 ? call.shell().variable(name) : word.substring(equals + 1));
        }
        return 0;
    }

    private static int unset(Call call) {
        call.arguments().forEach(call.shell()::unset);
        return 0;
    }

    /** Only {@code set -- WORDS}; the options of a shell change nothing here. */
    private static int set(Call call) {
        int words = call.arguments().indexOf("--");
        if (words >= 0)
            call.shell()
                    .positional(
                            call.arguments().subList(words + 1, call.arguments().size()));
        return 0;
    }

    private static int shift(Call call) {
        int by = call.arguments().isEmpty()
                ? 1
                : (int) Sum.number(call.arguments().get(0));
        call.shell().positional(call.shell().shifted(by));
        return 0;
    }

    private static int read(Call call) {
        List<String> names = new ArrayList<>(call.arguments());
        names.removeIf(name -> name.startsWith("-"));
        Optional<String> line = call.io().in().line();
        if (names.isEmpty()) names.add("REPLY");
        String[] pieces = BLANKS.split(line.orElse("").strip(), names.size());
        for (int i = 0; i < names.size(); i++) call.shell().set(names.get(i), i < pieces.length ? pieces[i] : "");
        return line.isPresent() ? 0 : 1;
    }

    private static int leave(Call call, Kind kind) {
        boolean given = !call.arguments().isEmpty()
                && NUMBER.matcher(call.arguments().get(0)).matches();
        throw new Unwinding(
                kind,
                given
                        ? Integer.parseInt(call.arguments().get(0)) % 256
                        : call.shell().status());
    }

    private static int eval(Call call) {
        return call.shell().runIn(Parser.script(String.join(" ", call.arguments())), call.io());
    }

    private static int exec(Call call) {
        if (call.arguments().isEmpty()) return 0;
        throw new Unwinding(Kind.EXIT, call.shell().call(call.arguments(), call.io()));
    }

    private static int command(Call call) {
        List<String> words = call.arguments();
        if (words.isEmpty()) return 0;
        if (!words.get(0).equalsIgnoreCase("-v")) return call.shell().call(words, call.io());
        int status = 0;
        for (String name : words.subList(1, words.size())) {
            Optional<String> place = Programs.place(call.shell(), name);
            place.ifPresent(path -> call.out(path + "\n"));
            if (place.isEmpty()) status = 1;
        }
        return status;
    }

    private static int type(Call call) {
        int status = 0;
        for (String name : call.arguments()) {
            Optional<String> place = Programs.place(call.shell(), name);
            if (place.isEmpty()) {
                call.shell().complain(call.io(), "type: " + name + ": not found");
                status = 1;
            } else if (find(name).isPresent()) call.out(name + " is a shell builtin\n");
            else call.out(name + " is " + place.get() + "\n");
        }
        return status;
    }

    private static int source(Call call) {
        String name = call.arguments().isEmpty() ? "" : call.arguments().get(0);
        Optional<String> script = call.read(name);
        if (script.isEmpty()) {
            call.shell().complain(call.io(), name + ": " + call.whyUnreadable(name));
            return 1;
        }
        return call.shell().runIn(Parser.script(script.get()), call.io());
    }
}
