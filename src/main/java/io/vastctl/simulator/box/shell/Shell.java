package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Syntax.Assignment;
import io.vastctl.simulator.box.shell.Syntax.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs scripts. What they set stays for the next one. For one thread at a time. */
public final class Shell {

    private static final int SYNTAX = 2;
    static final int NOT_FOUND = 127;
    private static final int NOT_A_PROGRAM = 126;
    static final int TIMED_OUT = 124;

    private final World world;
    private final Dialect dialect;
    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, String> exported = new TreeMap<>();
    private List<String> positional = List.of();
    private String folder = "/root";
    private Instant deadline = Instant.MAX;
    private int status;

    /** How it words its errors. */
    public enum Dialect {
        /** {@code bash -c}. */
        BASH("bash: line 1: ", ": command not found"),
        /** bash with a person in front of it. */
        INTERACTIVE("bash: ", ": command not found"),
        /** dash as {@code sh -c}. */
        SH("sh: 1: ", ": not found");

        private final String prefix;
        private final String notFound;

        Dialect(String prefix, String notFound) {
            this.prefix = prefix;
            this.notFound = notFound;
        }
    }

    /**
     * A new shell in the home folder.
     *
     * @param environment variables that programs see
     */
    public Shell(World world, Dialect dialect, Map<String, String> environment) {
        this.world = world;
        this.dialect = dialect;
        this.exported.putAll(environment);
    }

    /**
     * Runs a script to its end.
     *
     * @return its exit status
     * @throws GoneException if the reader of its output left
     */
    public int run(String script, Streams io) {
        try {
            return runOver(Parser.script(script), io);
        } catch (SyntaxError e) {
            io.err().line(dialect.prefix + e.getMessage());
            status = SYNTAX;
            return SYNTAX;
        } catch (Unwinding end) {
            if (end.kind() == Unwinding.Kind.TIME_OUT) throw end;
            return end.status();
        }
    }

    /** The same, but no longer than that; 124 if it is cut off. */
    public int runWithin(Duration limit, String script, Streams io) {
        return within(limit, () -> run(script, io));
    }

    /** A line that a person typed: {@code exit} leaves. */
    public Optional<Integer> runLine(String line, Streams io) {
        try {
            run(Parser.script(line), io);
        } catch (SyntaxError e) {
            io.err().line(dialect.prefix + e.getMessage());
            status = SYNTAX;
        } catch (Unwinding end) {
            status = end.status();
            if (end.kind() == Unwinding.Kind.EXIT) return Optional.of(end.status());
        }
        return Optional.empty();
    }

    int within(Duration limit, java.util.function.IntSupplier work) {
        Instant before = deadline;
        Instant own = world.now().plus(limit);
        boolean tighter = own.isBefore(before);
        if (tighter) deadline = own;
        try {
            return work.getAsInt();
        } catch (Unwinding end) {
            if (end.kind() == Unwinding.Kind.TIME_OUT && tighter) return TIMED_OUT;
            throw end;
        } finally {
            deadline = before;
        }
    }

    /** Lets time pass, but not beyond what a {@code timeout} around it allows. */
    public void pause(Duration time) {
        Duration left = deadline.equals(Instant.MAX) ? time : Duration.between(world.now(), deadline);
        if (left.compareTo(time) >= 0) {
            world.pass(time);
            return;
        }
        if (!left.isNegative()) world.pass(left);
        throw new Unwinding(Unwinding.Kind.TIME_OUT, TIMED_OUT);
    }

    /** Whether a {@code timeout} stands around what runs now; if so, when it ends. */
    public Optional<Instant> deadline() {
        return deadline.equals(Instant.MAX) ? Optional.empty() : Optional.of(deadline);
    }

    /** The machine. */
    public World world() {
        return world;
    }

    /** The working folder. */
    public String folder() {
        return folder;
    }

    /** The status of the last command. */
    public int status() {
        return status;
    }

    /** Variables that programs see. */
    public Map<String, String> environment() {
        return new LinkedHashMap<>(exported);
    }

    List<String> positional() {
        return positional;
    }

    void positional(List<String> words) {
        positional = List.copyOf(words);
    }

    void enter(String path) {
        folder = path;
        exported.put("PWD", path);
    }

    void succeeded(int with) {
        status = with;
    }

    boolean isSet(String name) {
        return variables.containsKey(name)
                || exported.containsKey(name)
                || !special(name).isEmpty();
    }

    String variable(String name) {
        if (exported.containsKey(name)) return exported.get(name);
        return variables.getOrDefault(name, special(name));
    }

    private String special(String name) {
        return switch (name) {
            case "?" -> String.valueOf(status);
            case "$" -> "4711";
            case "#" -> String.valueOf(positional.size());
            case "@", "*" -> String.join(" ", positional);
            case "0" -> dialect == Dialect.SH ? "sh" : "bash";
            default -> numbered(name);
        };
    }

    private String numbered(String name) {
        if (name.length() != 1 || name.charAt(0) < '1' || name.charAt(0) > '9') return "";
        int index = name.charAt(0) - '1';
        return index < positional.size() ? positional.get(index) : "";
    }

    void set(String name, String value) {
        if (exported.containsKey(name)) exported.put(name, value);
        else variables.put(name, value);
    }

    void export(String name, String value) {
        variables.remove(name);
        exported.put(name, value);
    }

    void unset(String name) {
        variables.remove(name);
        exported.remove(name);
    }

    /** A shell of its own that begins with what this one knows. */
    Shell child() {
        return child(dialect);
    }

    Shell child(Dialect other) {
        Shell child = new Shell(world, other, exported);
        child.variables.putAll(variables);
        child.positional = positional;
        child.folder = folder;
        child.deadline = deadline;
        child.status = status;
        return child;
    }

    /** Runs it in this shell, which an {@code exit} in it ends. */
    int runOver(Syntax script, Streams io) {
        try {
            return run(script, io);
        } catch (Unwinding end) {
            if (end.kind() == Unwinding.Kind.TIME_OUT) throw end;
            status = end.status();
            return status;
        }
    }

    private int run(Syntax command, Streams io) {
        status = new Runner(this, io).run(command);
        return status;
    }

    int runIn(Syntax command, Streams io) {
        return run(command, io);
    }

    int simple(Syntax.Simple command, Streams io) {
        List<String> words = Expander.fields(command.words(), this, io.err());
        Optional<Streams> redirected = redirected(command.redirects(), io);
        if (redirected.isEmpty()) return 1;
        if (words.isEmpty()) return assign(command.assignments(), io);
        Shell own = command.assignments().isEmpty() ? this : child();
        for (Assignment assignment : command.assignments()) {
            own.export(assignment.name(), Expander.text(assignment.value(), this, io.err()));
        }
        return own.call(words, redirected.get());
    }

    private int assign(List<Assignment> assignments, Streams io) {
        status = 0;
        for (Assignment assignment : assignments) {
            set(assignment.name(), Expander.text(assignment.value(), this, io.err()));
        }
        return status;
    }

    int call(List<String> words, Streams io) {
        String name = words.get(0);
        Call call = new Call(Files.name(name), words.subList(1, words.size()), io, this);
        Optional<Program> program = program(name);
        if (program.isPresent()) return program.get().run(call);
        if (!name.contains("/")) {
            io.err().line(dialect.prefix + name + dialect.notFound);
            return NOT_FOUND;
        }
        String path = Files.resolve(folder, name);
        boolean there = world.files().exists(path);
        String why = world.files().isDirectory(path) ? "Is a directory" : there ? "Permission denied" : missing();
        io.err().line(dialect.prefix + name + ": " + why);
        return there ? NOT_A_PROGRAM : NOT_FOUND;
    }

    private String missing() {
        return dialect == Dialect.SH ? "not found" : "No such file or directory";
    }

    /** What a name runs; a path must lead to a folder of programs. */
    Optional<Program> program(String name) {
        boolean path = name.contains("/");
        if (path && !Files.resolve(folder, name).matches("(/usr(/local)?)?/s?bin/[^/]+")) return Optional.empty();
        String bare = Files.name(name);
        Optional<Program> builtin = path ? Optional.empty() : Builtins.find(bare);
        return builtin.or(() -> Optional.ofNullable(world.programs().get(bare))).or(() -> Programs.find(bare));
    }

    /** The streams as the redirections leave them; empty if one of them failed, which has been said. */
    Optional<Streams> redirected(List<Redirect> redirects, Streams io) {
        Streams now = io;
        for (Redirect redirect : redirects) {
            Optional<Streams> next = new Redirection(this, redirect).apply(now);
            if (next.isEmpty()) return next;
            now = next.get();
        }
        return Optional.of(now);
    }

    void complain(Streams io, String message) {
        io.err().line(dialect.prefix + message);
    }

    /** What the positional words are for the rest of a script. */
    List<String> shifted(int by) {
        return by > positional.size() ? new ArrayList<>() : positional.subList(by, positional.size());
    }
}
