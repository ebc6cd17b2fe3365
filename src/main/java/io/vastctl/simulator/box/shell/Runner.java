package io.vastctl.simulator.box.shell;

import io.vastctl.simulator.box.shell.Syntax.Link;
import java.util.List;
import java.util.Optional;

/** Runs one command of any shape with given streams. */
final class Runner {

    private static final int MOST_ROUNDS = 10_000;

    private final Shell shell;
    private final Streams io;

    Runner(Shell shell, Streams io) {
        this.shell = shell;
        this.io = io;
    }

    int run(Syntax command) {
        if (command instanceof Syntax.Simple simple) return shell.simple(simple, io);
        if (command instanceof Syntax.Sequence sequence) return sequence(sequence);
        if (command instanceof Syntax.Chain chain) return chain(chain);
        if (command instanceof Syntax.Pipeline pipeline) return pipeline(pipeline);
        if (command instanceof Syntax.If conditional) return conditional(conditional);
        if (command instanceof Syntax.For each) return each(each);
        if (command instanceof Syntax.While loop) return loop(loop);
        if (command instanceof Syntax.Case cases) return cases(cases);
        if (command instanceof Syntax.Background background) return background(background);
        if (command instanceof Syntax.Group group) {
            return group.subshell() ? shell.child().runOver(group.body(), io) : shell.runIn(group.body(), io);
        }
        if (command instanceof Syntax.Redirected redirected) {
            Optional<Streams> other = shell.redirected(redirected.redirects(), io);
            return other.isEmpty() ? 1 : shell.runIn(redirected.command(), other.get());
        }
        throw new IllegalStateException("unknown command " + command);
    }

    private int sequence(Syntax.Sequence sequence) {
        int status = 0;
        for (Syntax command : sequence.commands()) status = shell.runIn(command, io);
        return status;
    }

    private int chain(Syntax.Chain chain) {
        int status = shell.runIn(chain.first(), io);
        for (Link link : chain.rest()) {
            if (link.and() == (status == 0)) status = shell.runIn(link.command(), io);
        }
        return status;
    }

    /** One after the other: each reads what the one before has written in all. */
    private int pipeline(Syntax.Pipeline pipeline) {
        Input in = io.in();
        List<Syntax> stages = pipeline.stages();
        for (int i = 0; i < stages.size() - 1; i++) {
            Captured between = new Captured();
            shell.child().runOver(stages.get(i), io.in(in).out(between));
            in = Input.of(between.text());
        }
        Shell last = stages.size() == 1 ? shell : shell.child();
        int status = last.runOver(stages.get(stages.size() - 1), io.in(in));
        return pipeline.negated() ? (status == 0 ? 1 : 0) : status;
    }

    /** Runs it at once: nobody here can come back to it. Its output is kept as if it had been quick. */
    private int background(Syntax.Background background) {
        shell.child().runOver(background.command(), io.in(Input.none()));
        return 0;
    }

    private int conditional(Syntax.If conditional) {
        for (Syntax.Branch branch : conditional.branches()) {
            if (shell.runIn(branch.condition(), io) == 0) return shell.runIn(branch.body(), io);
        }
        return shell.runIn(conditional.otherwise(), io);
    }

    private int each(Syntax.For each) {
        int status = 0;
        for (String word : Expander.fields(each.words(), shell, io.err())) {
            shell.set(each.name(), word);
            try {
                status = shell.runIn(each.body(), io);
            } catch (Unwinding end) {
                if (end.kind() == Unwinding.Kind.BREAK) break;
                if (end.kind() != Unwinding.Kind.CONTINUE) throw end;
            }
        }
        return status;
    }

    /** A loop that never ends by itself is cut off after ten thousand rounds. */
    private int loop(Syntax.While loop) {
        int status = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            try {
                boolean holds = shell.runIn(loop.condition(), io) == 0;
                if (holds == loop.until()) return status;
                status = shell.runIn(loop.body(), io);
            } catch (Unwinding end) {
                if (end.kind() == Unwinding.Kind.BREAK) return status;
                if (end.kind() != Unwinding.Kind.CONTINUE) throw end;
            }
        }
        return status;
    }

    private int cases(Syntax.Case cases) {
        String text = Expander.text(cases.word(), shell, io.err());
        for (Syntax.Arm arm : cases.arms()) {
            for (Word pattern : arm.patterns()) {
                if (Glob.matches(Expander.pattern(pattern, shell, io.err()), text)) return shell.runIn(arm.body(), io);
            }
        }
        return 0;
    }
}
